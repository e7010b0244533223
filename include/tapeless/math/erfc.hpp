// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/erf.hpp"
#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct erfc_constants;

template <>
struct erfc_constants<float> {
  static constexpr float vanishing = 10.2F;  // erfc rounds to 0 from 10.06 on
  static constexpr float centre = 2.0F;
  // T = (x + 1/2) e^(x^2) erfc(x) is constant + u tail(u), u = (x - centre) / (x + centre), for x in [3/4, vanishing],
  // relative error 2^-27.1.
  static constexpr float constant = 0x1.46e80ep-1F;
  static constexpr std::array<float, 8> tail{-0x1.7bf5e2p-5F, -0x1.540798p-4F, 0x1.4ff91ap-4F,  -0x1.bc3882p-6F,
                                             -0x1.063ea6p-8F, 0x1.1f0d96p-8F,  0x1.1a0dcep-11F, -0x1.84a7c6p-11F};
};

template <>
struct erfc_constants<double> {
  static constexpr double vanishing = 27.3;  // erfc rounds to 0 from 27.23 on
  static constexpr double centre = 2.5;
  // Error 2^-55.3.
  static constexpr double constant = 0x1.43cc6f6c9672cp-1;
  static constexpr std::array<double, 20> tail{
      -0x1.f52c5d7e2230ap-5, -0x1.959ac16f85448p-5,  0x1.42d379989b7cfp-4,   -0x1.a5c0c8a412397p-5,
      0x1.0c6092a598517p-6,  0x1.e8948a40287f5p-12,  -0x1.1f2f132cb35bap-9,  0x1.01e10ed893a29p-12,
      0x1.4b6a53940a1d7p-12, -0x1.7317f8d579efdp-15, -0x1.dc29bbc61ec55p-15, 0x1.a33d6b1727fe9p-19,
      0x1.7d4af49519a54p-17, 0x1.656f3f6078bbep-20,  -0x1.223d0822a5670p-19, -0x1.bb93902a3430dp-21,
      0x1.929723e6949d2p-22, 0x1.132c168d0c110p-22,  -0x1.734b71e268149p-24, -0x1.89efe059f7e7cp-27};
};

/// erfc(a) for a in [3/4, vanishing]: e^(-a^2) T / (a + 1/2), T the fit. a^2 reaches 745, so it is taken as the exact
/// square of a's head and a remainder; the power of two comes last, after which the result may be subnormal. What T,
/// a + 1/2 and their quotient lose in rounding is made up for in the exponential, with 1 / T = 1.65 to 8 % and
/// e^r = 1 + r to 7 %.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto error_function_tail(V a) noexcept -> V {
  using element = element_t<V>;
  using exponential = exponential_constants<element>;
  using constants = erfc_constants<element>;
  auto const centre = V(constants::centre);
  auto const u = (a - centre) / (a + centre);
  auto const slope = u * polynomial(u, constants::tail);
  auto const fit = rounded(V(constants::constant) + slope);
  auto const fit_rest = lost_in_sum(fit, V(constants::constant), slope);
  auto const d = rounded(a + V(element(0.5F)));
  auto const d_rest = lost_in_sum(d, a, V(element(0.5F)));
  auto const quotient = fit / d;
  auto const made_up = V(element(1.65F)) * (division_remainder(fit, d, quotient) + (fit_rest - quotient * d_rest));
  auto const h = head(a);
  auto const square = h * h;
  auto const remainder = rounded(a - h) * (a + h);
  auto const k = round_to_int(-(square + remainder) * V(exponential::log2_e));
  auto const reduced = rounded(-square - k * V(exponential::ln2_head));
  auto const low = -remainder - k * V(exponential::ln2_tail);
  auto const r = rounded(reduced + low);
  auto const r_rest = (rounded(reduced - r) + low) + (made_up + made_up * r);
  return scale(quotient + quotient * (r + (r_rest + exponential_tail(r))), k);
}

/// The complement 1 - erf(x) of the error function, with the relative accuracy of a number of its own far out where erf
/// has long been 1. erfc(inf) = 0, erfc(-inf) = 2.
/// Largest error: float 1.83 ulp (all 2^32 encodings), double 1.78 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto erfc(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const a = at_most(abs(x), V(erfc_constants<element>::vanishing));
  auto const seam = V(element(0.75F));
  auto const near_zero = a < seam;
  auto const b = select(near_zero, x, seam);
  auto const inner = (one - b) - b * polynomial(b * b, erf_constants<element>::inner);
  auto const tail = error_function_tail(at_least(a, seam));
  auto const outer = select(x < V(element(0)), V(element(2)) - tail, tail);
  return unless_nan(x, select(near_zero, inner, outer));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
