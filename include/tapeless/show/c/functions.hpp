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

/// The functions of vectors, in the order in which they need each other: n numbers, each `stride` after the one before.
inline constexpr std::string_view c_largest =
    "/* the largest of n numbers; NaN if one is NaN */\n"
    "static $ largest($ const* x, int n, int stride) {\n"
    "  $ found = x[0];\n"
    "  for (int i = 1; i < n; ++i)\n"
    "    if (x[i * stride] > found || isnan(x[i * stride])) found = x[i * stride];\n"
    "  return found;\n"
    "}\n";
inline constexpr std::string_view c_sum_of_exp = "/* what is subtracted before exp, so that it cannot overflow */\n"
                                                 "static $ shift_of($ const* x, int n, int stride) {\n"
                                                 "  $ const m = largest(x, n, stride);\n"
                                                 "  return isfinite(m) ? m : 0;\n"
                                                 "}\n"
                                                 "static $ sum_of_exp($ const* x, int n, int stride, $ shift) {\n"
                                                 "  $ sum = 0;\n"
                                                 "  for (int i = 0; i < n; ++i) sum += exp@(x[i * stride] - shift);\n"
                                                 "  return sum;\n"
                                                 "}\n";
inline constexpr std::string_view c_norm =
    "/* the root of the sum of squares, without overflow or underflow on the way */\n"
    "static $ norm($ const* x, int n, int stride) {\n"
    "  $ most = 0, sum = 0;\n"
    "  for (int i = 0; i < n; ++i)\n"
    "    if (fabs@(x[i * stride]) > most || isnan(x[i * stride])) most = fabs@(x[i * stride]);\n"
    "  if (!(most > 0) || !isfinite(most)) return most;\n"
    "  for (int i = 0; i < n; ++i) sum += x[i * stride] / most * (x[i * stride] / most);\n"
    "  return most * sqrt@(sum);\n"
    "}\n";
/// Their names.
inline constexpr std::string_view c_vector_functions = " largest norm shift_of sum_of_exp isnan isfinite INFINITY NAN ";

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
