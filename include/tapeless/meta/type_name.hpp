// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace tapeless::meta {

/// The name of `T` as the compiler spells it: distinct for distinct named types, for diagnostics and for telling two networks apart.
template <class T>
constexpr std::string_view type_name() {
  std::string_view const text = __PRETTY_FUNCTION__;  // g++: "... [with T = net; ...]", clang: "... [T = net]"
  std::size_t const start = text.find("T = ") + 4;
  std::size_t const end = text.find_first_of(";]", start);
  return text.substr(start, end - start);
}

}  // namespace tapeless::meta
