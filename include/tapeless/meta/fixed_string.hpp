// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstddef>
#include <cstdint>
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

/// The characters of `Name` and a number behind them: "h" and 12 make "h12".
template <fixed_string Name, std::uint32_t Number>
constexpr auto numbered() {
  constexpr std::size_t letters = sizeof(Name.text) - 1;
  constexpr std::size_t digits = [] {
    std::size_t count = 1;
    for (std::uint32_t rest = Number; rest >= 10; rest /= 10) ++count;
    return count;
  }();
  char text[letters + digits + 1]{};
  for (std::size_t i = 0; i < letters; ++i) text[i] = Name.text[i];
  std::uint32_t rest = Number;
  for (std::size_t i = digits; i-- > 0; rest /= 10) text[letters + i] = static_cast<char>('0' + rest % 10);
  return fixed_string<letters + digits>(text);
}

}  // namespace tapeless
