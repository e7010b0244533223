// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <limits>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// x^y = exp(y log x) with log x and the product in one and a half precision: y log x reaches 745, so its relative
/// error must stay 2^-10 below an ulp of the result.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct power_constants;

template <>
struct power_constants<float> {
  static constexpr float third_head = 0x1.554p-2F;  // 12 bits of 1/3
  static constexpr float third_tail = 0x1.555556p-14F;
  static constexpr float largest_exponent = 0x1p32F;  // |log x| >= 2^-24 or 0: beyond it the result is 0, 1 or inf
  static constexpr float largest = 89.0F;
  static constexpr float smallest = -104.0F;
  // (log((1 + s) / (1 - s)) / (2 s) - 1 - s^2 / 3) / s^4 in s^2, error 2^-36 of log(1 + f).
  static constexpr std::array<float, 3> h{0x1.9999a4p-3F, 0x1.247a24p-3F, 0x1.d80b28p-4F};
};

template <>
struct power_constants<double> {
  static constexpr double third_head = 0x1.555555p-2;  // 26 bits of 1/3
  static constexpr double third_tail = 0x1.5555555555555p-28;
  static constexpr double largest_exponent = 0x1p65;
  static constexpr double largest = 710.0;
  static constexpr double smallest = -746.0;
  // Error 2^-71.59 of log(1 + f).
  static constexpr std::array<double, 8> h{0x1.999999999999ap-3, 0x1.2492492492522p-3, 0x1.c71c71c6ea5acp-4,
                                           0x1.745d177ad436ap-4, 0x1.3b1395b82701ep-4, 0x1.1118cd67251c5p-4,
                                           0x1.df7ba1f4809c3p-5, 0x1.e03a7acf07f85p-5};
};

/// The unevaluated sum of a head of half a significand and a tail.
template <class V>
struct head_and_tail {
  V head;
  V tail;
};

/// big + small, exact for |big| >= |small| or big = 0, plus `rest`, regrouped so that the head has half a significand.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto regroup(V big, V small, V rest) noexcept -> head_and_tail<V> {
  auto const sum = rounded(big + small);
  auto const tail = lost_in_sum(sum, big, small) + rest;
  auto const top = head(sum + tail);
  return {top, rounded(sum - top) + tail};
}

/// s = (m - 1) / (m + 1) in one and a half precision.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto logarithm_argument(V m) noexcept -> head_and_tail<V> {
  auto const one = V(element_t<V>(1));
  auto const f = rounded(m - one);
  auto const d = m + one;
  auto const d_head = head(d);
  auto const d_tail = m - rounded(d_head - one);
  auto const s = head(f / d);
  return {s, (rounded(f - s * d_head) - s * d_tail) / d};
}

/// log x = k ln 2 + 2 s (1 + s^2/3 + s^4 h(s^2)) for finite x > 0; s, s^2/3 and the products with them carry tails.
/// Every product whose rounding would matter has heads as factors and is exact, so contraction changes nothing.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto precise_logarithm(V x) noexcept -> head_and_tail<V> {
  using element = element_t<V>;
  using constants = power_constants<element>;
  using ln2 = exponential_constants<element>;
  auto const two = V(element(2));
  auto const [k, m, inverse] = reduce_logarithm(x);
  auto const [s, s_tail] = logarithm_argument(m);
  auto const z = head(s * s);
  auto const z_tail = rounded(s * s - z) + (two * s + s_tail) * s_tail;
  auto const square = z + z_tail;
  auto const third = V(constants::third_head);
  auto const series = square * square * polynomial(square, constants::h);
  auto const w_rest = z * V(constants::third_tail) + z_tail * V(constants::third_head + constants::third_tail) + series;
  auto const w = head(z * third + w_rest);
  auto const w_tail = rounded(z * third - w) + w_rest;
  auto const rest = two * ((s * w_tail + s_tail * (w + w_tail)) + s_tail) + k * V(ln2::ln2_tail);
  auto const main = k * V(ln2::ln2_head);
  auto const sum = rounded(main + two * s);
  return regroup(sum, two * (s * w), lost_in_sum(sum, main, two * s) + rest);
}

/// e^(t + t_tail) with the overflow to infinity decided before the last product, which therefore never overflows.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto exp_of_sum(V t, V t_tail) noexcept -> V {
  using element = element_t<V>;
  using constants = exponential_constants<element>;
  auto const one = V(element(1));
  auto const k = round_to_int((t + t_tail) * V(constants::log2_e));
  auto const reduced = rounded(t - k * V(constants::ln2_head));
  auto const low = t_tail - k * V(constants::ln2_tail);
  auto const r = rounded(reduced + low);
  auto const r_tail = rounded(reduced - r) + low;
  auto const p = one + (r + (r_tail + exponential_tail(r)));
  auto const half = round_to_int(k * V(element(0.5F)));
  auto const first = p * power_of_two(half);
  auto const rest = k - half;
  auto const overflow = first > V(std::numeric_limits<element>::max()) * power_of_two(-at_least(rest, V(element(0))));
  return select(overflow, infinity<V>(), select(overflow, one, first) * power_of_two(rest));
}

/// x^y for finite x > 0 and any y (a NaN gives some number).
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto positive_power(V x, V y) noexcept -> V {
  using element = element_t<V>;
  using constants = power_constants<element>;
  auto const zero = V(element(0));
  auto const bound = V(constants::largest_exponent);
  auto const exponent = at_least(at_most(y, bound), -bound);
  auto const [l, l_tail] = precise_logarithm(x);
  auto const y_head = head(exponent);
  auto const t = y_head * l;
  auto const t_tail = exponent * l_tail + rounded(exponent - y_head) * l;
  auto const total = t + t_tail;
  auto const high = total > V(constants::largest);
  auto const low = total < V(constants::smallest);
  auto const outside = either(high, low);
  auto const inside = exp_of_sum(select(outside, zero, t), select(outside, zero, t_tail));
  return select(high, infinity<V>(), select(low, zero, inside));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
