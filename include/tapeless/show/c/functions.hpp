// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/meta/target.hpp"

#include <string_view>

/// The functions that generated C calls: those of <math.h>, and what <math.h> has not, defined in the file.
namespace tapeless::inline TAPELESS_TARGET::show {

/// `definition` is empty for a function of <math.h>. In definitions $ stands for the element type and @ for the suffix that
/// <math.h> gives a function of that type: none, or f.
struct c_function {
  op code;
  std::string_view name;
  std::string_view definition;
};

inline constexpr c_function c_functions[] = {
    {op::exp, "exp", ""},
    {op::expm1, "expm1", ""},
    {op::log, "log", ""},
    {op::log1p, "log1p", ""},
    {op::log2, "log2", ""},
    {op::sqrt, "sqrt", ""},
    {op::cbrt, "cbrt", ""},
    {op::absolute, "fabs", ""},
    {op::floor, "floor", ""},
    {op::round, "rint", ""},
    {op::sin, "sin", ""},
    {op::cos, "cos", ""},
    {op::tan, "tan", ""},
    {op::asin, "asin", ""},
    {op::acos, "acos", ""},
    {op::atan, "atan", ""},
    {op::sinh, "sinh", ""},
    {op::cosh, "cosh", ""},
    {op::tanh, "tanh", ""},
    {op::asinh, "asinh", ""},
    {op::acosh, "acosh", ""},
    {op::atanh, "atanh", ""},
    {op::erf, "erf", ""},
    {op::erfc, "erfc", ""},
    {op::power, "pow", ""},
    {op::atan2, "atan2", ""},
    {op::hypot, "hypot", ""},
    {op::over_hypot, "over_hypot",
     "/* a / hypot(a, b), and 0 where both are 0 */\n"
     "static $ over_hypot($ a, $ b) {\n"
     "  if (isinf(a) || isinf(b)) {\n"
     "    a = copysign@(isinf(a) ? 1 : 0, a);\n"
     "    b = isinf(b) ? 1 : 0;\n"
     "  }\n"
     "  $ const longest = fmax@(fabs@(a), fabs@(b));\n"
     "  return longest == 0 ? a : a / longest / hypot@(a / longest, b / longest);\n"
     "}\n"},
    {op::rsqrt, "reciprocal_root", "static $ reciprocal_root($ x) { return 1 / sqrt@(x); }\n"},
    {op::square, "square", "static $ square($ x) { return x * x; }\n"},
    {op::sign, "sign", "static $ sign($ x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n"},
    {op::relu, "relu", "static $ relu($ x) { return x < 0 ? 0 : x; }\n"},
    {op::sigmoid, "sigmoid",
     "/* 1 / (1 + exp(-x)) */\n"
     "static $ sigmoid($ x) {\n"
     "  $ const e = exp@(-fabs@(x));\n"
     "  return (x < 0 ? e : 1) / (1 + e);\n"
     "}\n"},
    {op::softplus, "softplus",
     "/* log(1 + exp(x)) */\n"
     "static $ softplus($ x) { return (x > 0 ? x : 0) + log1p@(exp@(-fabs@(x))); }\n"},
    {op::maximum, "maximum", "static $ maximum($ a, $ b) { return a >= b || a != a ? a : b; }\n"},
    {op::minimum, "minimum", "static $ minimum($ a, $ b) { return a <= b || a != a ? a : b; }\n"},
    {op::greater, "greater", "static $ greater($ a, $ b) { return a > b ? 1 : 0; }\n"},
    {op::greater_equal, "greater_equal", "static $ greater_equal($ a, $ b) { return a >= b ? 1 : 0; }\n"},
    {op::equal, "equal", "static $ equal($ a, $ b) { return a == b ? 1 : 0; }\n"},
    {op::xmuly, "xmuly", "static $ xmuly($ x, $ y) { return x == 0 ? 0 : x * y; }\n"},
    {op::xlogy, "xlogy", "static $ xlogy($ x, $ y) { return x == 0 ? 0 : x * log@(y); }\n"},
    {op::xdivy, "xdivy", "static $ xdivy($ x, $ y) { return x == 0 ? 0 : x / y; }\n"},
    {op::logistic_loss, "logistic_loss",
     "/* cross-entropy of the logit z with the target y: softplus(z) - z * y */\n"
     "static $ logistic_loss($ z, $ y) {\n"
     "  $ const missed = (z > 0 ? 1 : 0) - y;\n"
     "  return (missed == 0 ? 0 : missed * z) + log1p@(exp@(-fabs@(z)));\n"
     "}\n"},
    {op::select, "choose", "static $ choose($ condition, $ yes, $ no) { return condition > 0 ? yes : no; }\n"},
};

/// The function of an element-wise operation that prints as a call; for the others one whose name is empty.
constexpr c_function c_function_of(op code) {
  for (c_function const& each : c_functions)
    if (each.code == code) return each;
  return {code, "", ""};
}

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
  for (c_function const& each : c_functions)
    if (word == each.name ||
        (word.size() == each.name.size() + 1 && word.back() == 'f' && word.substr(0, each.name.size()) == each.name))
      return true;
  return false;
}

}  // namespace tapeless::inline TAPELESS_TARGET::show
