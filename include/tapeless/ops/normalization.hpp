// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/arithmetic.hpp"
#include "tapeless/ops/exponential.hpp"
#include "tapeless/ops/reduction.hpp"
#include "tapeless/ops/structural.hpp"
#include "tapeless/shape/rules.hpp"

/// Softmax, its logarithm, and the cross-entropy of logits; of a column vector, or along an axis of a matrix.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
template <class T, spacing Spaced>
constexpr T cross_entropy_of_logits(line<T const, Spaced> logits, line<T const, Spaced> y) {
  T const shift = shift_of(logits);
  T const log_sum = math::log(sum_or_one(sum_of_exp(logits, shift)));
  T loss{};
  for (std::uint32_t i = 0; i < logits.size; ++i)
    if (y[i] != 0) loss += y[i] * (log_sum - (logits[i] - shift));
  return loss;
}
/// The value of each line is that of `of_line` in the record, which may overwrite what it reads.
template <op Code>
struct normalization {
  static constexpr extents shape(auto const&, extents a, extents) { return a; }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for_each_line(
        n.axis(), [](auto to, auto from) { record<Code>::of_line(to, from); }, y, a);
  }
  /// Σ of each vector that is normalized, repeated.
  static constexpr auto repeated_sum(auto& b, auto const& n, auto terms) {
    extents const shape = b[n.a].shape;  // before the graph grows: b[n.a] moves
    return b.repeat(b.along(op::sum, n.axis(), terms), shape);
  }
};

/// yᵢ(δᵢⱼ − yⱼ) applied to g without forming the Jacobian: y ⊙ (g − Σ g ⊙ y), 0 where y is 0: a masked g may be the
/// logarithm of 0. The Jacobian is symmetric, so the same both ways.
template <>
struct record<op::softmax> : structural<family::normalization, 3 + record<op::exp>::flops + record<op::divide>::flops>,
                             normalization<op::softmax> {
  static constexpr notation written{"softmax", R"(\operatorname{softmax})", {}};
  static constexpr c_function c99{.name = {}, .definition = {}, .needs = c_largest, .needs_then = c_sum_of_exp};
  static constexpr c_line c_loop{"shift = shift_of(#);total = sum_of_exp(#, shift);divisor = total < 1 ? 1 : total;",
                                 "exp@(~ - shift) / divisor"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T const shift = shift_of(x);
    T const sum = sum_or_one(sum_of_exp(x, shift));
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = math::exp(x[i] - shift) / sum;
  }
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    auto const expected = repeated_sum(b, n, b.apply(op::xmuly, y, g));
    return b.apply(op::xmuly, y, b.apply(op::subtract, g, expected));
  }
  static constexpr auto jvp(auto& b, auto const& n, auto y, auto da, auto) { return vjp(b, n, y, 0, da); }
};

/// d log yᵢ = dxᵢ − Σⱼ yⱼ dxⱼ, and its transpose g − y Σ g.
template <>
struct record<op::log_softmax> : structural<family::normalization, 3 + record<op::exp>::flops>,
                                 normalization<op::log_softmax> {
  static constexpr notation written{"log_softmax",  R"(\log \operatorname{softmax})", {}, form::call, binding::atom,
                                    binding::factor};
  static constexpr c_function c99 = record<op::softmax>::c99;
  static constexpr c_line c_loop{
      "shift = shift_of(#);total = sum_of_exp(#, shift);divisor = total < 1 ? 1 : total;log_sum = log@(divisor);",
      "~ - shift - log_sum"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T const shift = shift_of(x);
    T const sum = sum_or_one(sum_of_exp(x, shift));
    T const log_sum = math::log(sum);
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = (x[i] - shift) - log_sum;
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    auto const all = b.apply(op::multiply, b.along(op::softmax, n.axis(), n.a), repeated_sum(b, n, g));
    return b.apply(op::subtract, g, all);
  }
  static constexpr auto jvp(auto& b, auto const& n, auto, auto da, auto) {
    auto const weighed = b.apply(op::multiply, da, b.along(op::softmax, n.axis(), n.a));
    return b.apply(op::subtract, da, repeated_sum(b, n, weighed));
  }
};

/// Cross-entropy of the logits a with the target distribution b: Σb·softmax(a) − b, which is p − b where b is a label.
template <>
struct record<op::softmax_cross_entropy> : structural<family::cross_entropy, 6 + record<op::exp>::flops> {
  static constexpr notation written{"cross_entropy_with_logits",
                                    R"(\log \operatorname{softmax})",
                                    {},
                                    form::cross_entropy,
                                    binding::atom,
                                    binding::sum};
  static constexpr std::string_view c_name = "cross_entropy_of_softmax";
  static constexpr c_function c99 = record<op::softmax>::c99;
  static constexpr c_line c_loop{.constants = record<op::log_softmax>::c_loop.constants,
                                 .value = "sum",
                                 .each = "if (^ != 0) sum += ^ * (log_sum - (~ - shift))"};
  static constexpr extents shape(auto const&, extents a, extents b) { return {1, 1, shape::common_batch(a, b)}; }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    lines const logits = lines_along(all_axes, a.shape, a.step);
    lines const truth = lines_along(all_axes, b.shape, b.step);
    y(0, 0) =
        cross_entropy_of_logits(logits.at<spacing::in_columns>(a.data, 0), truth.at<spacing::in_columns>(b.data, 0));
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t which, auto g) {
    if (which == 1) return b.apply(op::negate, b.apply(op::multiply, g, b.apply(op::log_softmax, n.a)));
    auto const expected = b.apply(op::multiply, b.apply(op::softmax, n.a), b.apply(op::sum, n.b));
    return b.apply(op::multiply, g, b.apply(op::subtract, expected, n.b));
  }
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id y, Id da, Id db) {
    Id const left = da == B::none ? da : b.apply(op::sum, vjp(b, n, y, 0, da));
    return sum_of_tangents(b, left, db == B::none ? db : b.apply(op::sum, vjp(b, n, y, 1, db)));
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
