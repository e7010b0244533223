// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/ops/exponential.hpp"
#include "tapeless/ops/structural.hpp"

#include <limits>
#include <type_traits>

/// Reductions of one sample, over all elements or along an axis. What was reduced is repeated.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// The largest number; NaN if one is NaN.
template <class T, spacing Spaced>
constexpr T largest(line<T const, Spaced> x) {
  T m = x[0];
  for (std::uint32_t i = 1; i < x.size; ++i) m = x[i] > m || x[i] != x[i] ? x[i] : m;
  return m;
}

/// √Σ x² where the squares neither overflow nor lose digits below the normal numbers; else by way of x over the largest
/// magnitude.
template <class T, spacing Spaced>
constexpr T root_of_squares(line<T const, Spaced> x, T squares) {
  constexpr T lost = std::numeric_limits<T>::epsilon() * std::numeric_limits<T>::epsilon();
  if (squares >= std::numeric_limits<T>::min() / lost && squares <= std::numeric_limits<T>::max())
    return math::sqrt(squares);
  T most{};
  for (std::uint32_t i = 0; i < x.size; ++i) most = math::abs(x[i]) > most || x[i] != x[i] ? math::abs(x[i]) : most;
  if (!(most > 0 && most <= std::numeric_limits<T>::max())) return most;
  T sum{};
  for (std::uint32_t i = 0; i < x.size; ++i) sum += (x[i] / most) * (x[i] / most);
  return most * math::sqrt(sum);
}
/// What softmax and its relatives subtract before exp, so that it cannot overflow. An infinite maximum is not
/// subtracted (∞ − ∞).
template <class T, spacing Spaced>
constexpr T shift_of(line<T const, Spaced> x) {
  T const m = largest(x);
  return m - m == 0 ? m : T{};
}

template <class T, spacing Spaced>
constexpr T sum_of_exp(line<T const, Spaced> x, T shift) {
  T sum{};
  for (std::uint32_t i = 0; i < x.size; ++i) sum += math::exp(x[i] - shift);
  return sum;
}

/// A sum of exponentials of which the largest is 1, as softmax and the logarithms of a softmax divide by it. It is
/// below 1 only where all numbers are −∞; then it is 1, and softmax is 0 throughout.
template <class V>
TAPELESS_FORCE_INLINE constexpr V sum_or_one(V sum) {
  using math::select;
  V const one(math::element_t<V>(1));
  return select(sum < one, one, sum);
}

/// The same in C.
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

/// The value of each line is that of `of_line` in the record.
template <op Code>
struct reduction {
  static constexpr extents shape(auto const& n, extents a, extents) {
    return {n.axis() == 1 ? a.rows : 1, n.axis() == 0 ? a.columns : 1, a.batch};
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const>) {
    lines const from = lines_along(n.axis(), a.shape, a.step);
    for (std::uint32_t l = 0; l < from.count; ++l)
      (n.axis() == 1 ? y(l, 0) : y(0, l)) = record<Code>::of_line(from.at<spacing::in_columns>(a.data, l));
  }
};
/// The reverse rule is g·∇f: with dx for g it is dx ⊙ ∇f, whose sum is ∇f·dx.
template <op Code>
struct reduction_by_gradient : reduction<Code> {
  static constexpr auto jvp(auto& b, auto const& n, auto y, auto da, auto) {
    return b.along(op::sum, n.axis(), record<Code>::vjp(b, n, y, 0, da));
  }
};

template <>
struct record<op::sum> : structural<family::reduction, 1>, reduction<op::sum>, linear {
  static constexpr notation written{"sum", R"(\sum)", {}, form::summation};
  static constexpr c_function c99{};
  static constexpr c_line c_loop{.value = "sum", .each = "sum += ~"};
  template <class T, spacing Spaced>
  static constexpr T of_line(line<T const, Spaced> x) {
    T sum{};
    for (std::uint32_t i = 0; i < x.size; ++i) sum += x[i];
    return sum;
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    return b.broadcast(b.repeat(g, shape), shape);
  }
};

/// Shared equally between equal largest elements; where the largest is NaN, there are none to divide by.
template <>
struct record<op::max> : structural<family::reduction, 1>, reduction_by_gradient<op::max> {
  static constexpr notation written{"max", R"(\max)", {}, form::series, binding::atom, binding::series};
  static constexpr std::string_view c_name = "largest";
  static constexpr c_function c99{.name = "largest", .definition = {}, .needs = c_largest};
  template <class T, spacing Spaced>
  static constexpr T of_line(line<T const, Spaced> x) {
    return largest(x);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    auto const largest = b.repeat(y, shape);
    auto const equal = b.along(op::sum, n.axis(), b.apply(op::equal, n.a, largest));
    auto const share = b.apply(op::divide, b.repeat(g, shape), b.repeat(equal, shape));
    return b.apply(op::select, b.apply(op::greater, largest, n.a), b.constant(0), share);
  }
};

/// √Σ a²: x/‖x‖, and 0 at 0 in every order.
template <>
struct record<op::norm> : structural<family::reduction, 2>, reduction_by_gradient<op::norm> {
  static constexpr notation written{"norm", R"(\lVert )", R"( \rVert)"};
  static constexpr c_function c99{
      "norm", "/* the root of the sum of squares, without overflow or underflow on the way */\n"
              "static $ norm($ const* x, int n, int stride) {\n"
              "  $ most = 0, sum = 0;\n"
              "  for (int i = 0; i < n; ++i)\n"
              "    if (fabs@(x[i * stride]) > most || isnan(x[i * stride])) most = fabs@(x[i * stride]);\n"
              "  if (!(most > 0) || !isfinite(most)) return most;\n"
              "  for (int i = 0; i < n; ++i) sum += x[i * stride] / most * (x[i * stride] / most);\n"
              "  return most * sqrt@(sum);\n"
              "}\n"};
  template <class T, spacing Spaced>
  static constexpr T of_line(line<T const, Spaced> x) {
    T squares{};
    if (!std::is_constant_evaluated())  // where an overflow is an error
      for (std::uint32_t i = 0; i < x.size; ++i) squares += x[i] * x[i];
    return root_of_squares(x, squares);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    auto const length = b.repeat(y, shape);
    auto const direction = b.apply(op::multiply, b.repeat(g, shape), b.apply(op::divide, n.a, length));
    return b.apply(op::select, b.apply(op::equal, length, b.constant(0)), b.constant(0), direction);
  }
};

template <>
struct record<op::logsumexp> : structural<family::reduction, 3 + record<op::exp>::flops>,
                               reduction_by_gradient<op::logsumexp> {
  static constexpr notation written{"logsumexp", R"(\operatorname{logsumexp})", {}};
  static constexpr std::string_view c_name = "log_sum_exp";
  static constexpr c_function c99{.name = {}, .definition = {}, .needs = c_largest, .needs_then = c_sum_of_exp};
  static constexpr c_line c_loop{"shift = shift_of(#);", "shift + log@(sum_of_exp(#, shift))"};
  template <class T, spacing Spaced>
  static constexpr T of_line(line<T const, Spaced> x) {
    T const shift = shift_of(x);
    return shift + math::log(sum_of_exp(x, shift));
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.apply(op::multiply, b.repeat(g, b[n.a].shape), b.along(op::softmax, n.axis(), n.a));
  }
};

/// The index of the first of the largest elements, or of the first NaN.
template <>
struct record<op::argmax> : structural<family::reduction, 1>, reduction<op::argmax>, piecewise_constant {
  static constexpr notation written{"argmax", R"(\operatorname{argmax})", {}};
  static constexpr c_function c99{"index_of_largest",
                                  "/* the index of the first of the largest of n numbers, or of the first NaN */\n"
                                  "static $ index_of_largest($ const* x, int n, int stride) {\n"
                                  "  int found = 0;\n"
                                  "  for (int i = 1; i < n && !isnan(x[found * stride]); ++i)\n"
                                  "    if (x[i * stride] > x[found * stride] || isnan(x[i * stride])) found = i;\n"
                                  "  return ($)found;\n"
                                  "}\n"};
  template <class T, spacing Spaced>
  static constexpr T of_line(line<T const, Spaced> x) {
    std::uint32_t found = 0;
    for (std::uint32_t i = 1; i < x.size && x[found] == x[found]; ++i)
      if (x[i] > x[found] || x[i] != x[i]) found = i;
    return static_cast<T>(found);
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
