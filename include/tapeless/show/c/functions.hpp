// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"

#include <string_view>

/// The functions that generated C calls: those of <math.h>, and what <math.h> has not, defined in the file.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using ops::c_function;
/// The function of an element-wise operation that prints as a call; for the others one whose name is empty.
constexpr c_function const& c_function_of(op code) { return ops::entry_of(code).c99; }

/// What definitions of records define beside the functions that they are of, and what they call.
inline constexpr std::string_view c_vector_functions = " shift_of sum_of_exp isnan isfinite INFINITY NAN ";

/// Whether a word is the name of one of these functions, for one of the two element types.
constexpr bool is_c_function(std::string_view word) {
  for (ops::entry const& each : ops::table) {
    std::string_view const called = each.c99.name;
    if (called.empty()) continue;
    if (word == called ||
        (word.size() == called.size() + 1 && word.back() == 'f' && word.substr(0, called.size()) == called))
      return true;
  }
  return false;
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
