// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <string_view>

namespace tapeless::meta {

template <class T>
constexpr std::string_view signature() {
  return __PRETTY_FUNCTION__;  // g++: "... [with T = net; std::string_view = ...]", clang: "... [T = net]"
}

/// The name of `T` as the compiler spells it: distinct for distinct named types, for diagnostics and for telling two
/// networks apart. Where it stands in the signature is found with a name that is known: in `T` itself any character may
/// occur.
template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view known = "double";
  std::size_t const before = signature<double>().find(known);
  std::size_t const behind = signature<double>().size() - before - known.size();
  std::string_view const text = signature<T>();
  return text.substr(before, text.size() - before - behind);
}

}  // namespace tapeless::meta
