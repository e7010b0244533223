// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/standard.hpp"

#include <cstddef>
#include <string_view>

namespace tapeless {

/// A string of `N` characters that can be a template argument: `input<"x", 4>`.
template <std::size_t N>
struct fixed_string {
  char text[N + 1]{};

  constexpr fixed_string(char const (&literal)[N + 1]) {
    for (std::size_t i = 0; i <= N; ++i) text[i] = literal[i];
  }
  constexpr std::string_view view() const { return {text, N}; }
};

template <std::size_t N>
fixed_string(char const (&)[N]) -> fixed_string<N - 1>;

}  // namespace tapeless
