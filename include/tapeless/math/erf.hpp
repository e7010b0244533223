// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct erf_constants;

template <>
struct erf_constants<float> {
  static constexpr float saturation = 4.0F;  // erf rounds to 1 from 3.92 on
  static constexpr float seam = 0.875F;
  // erf(x) / x - 1 in x^2 on [0, seam], error 2^-26.1.
  static constexpr std::array<float, 6> inner{0x1.06eba6p-3F,  -0x1.8126f2p-2F, 0x1.ce1d70p-4F,
                                              -0x1.b6c1d0p-6F, 0x1.48b170p-8F,  -0x1.40d6aap-11F};
  // -log(erfc(x)) for x in [seam, saturation], error 2^-29.1 of erf.
  static constexpr std::array<float, 7> outer{0x1.2e65bap-13F, 0x1.20bd5ep+0F, 0x1.460d50p-1F,  0x1.ab02b2p-4F,
                                              -0x1.6eb1f6p-6F, 0x1.93f976p-9F, -0x1.a33edcp-13F};
};

template <>
struct erf_constants<double> {
  static constexpr double saturation = 6.0;  // erf rounds to 1 from 5.93 on
  static constexpr double seam = 1.0;
  // Error 2^-62.7.
  static constexpr std::array<double, 13> inner{0x1.06eba8214db69p-3,   -0x1.812746b0379e6p-2,  0x1.ce2f21a042b30p-4,
                                                -0x1.b82ce31284e00p-6,  0x1.565bcd0dbaa38p-8,   -0x1.c02db3dac435fp-11,
                                                0x1.f9a321d5b8e1ep-14,  -0x1.f4d1e3183f7aep-17, 0x1.b9df224ca4b97p-20,
                                                -0x1.5f1ecb6f0764cp-23, 0x1.f7b4bf3b13964p-27,  -0x1.389d4f2641625p-30,
                                                0x1.05ffd737fb32ep-34};
  // Error 2^-59.5 of erf.
  static constexpr std::array<double, 19> outer{
      0x1.8c367bdd396a7p-23,  0x1.20dd5560fc2a4p+0,   0x1.45f432b1700d9p-1,   0x1.a4d9a6eab1955p-4,
      -0x1.388e785080bf2p-6,  -0x1.27f6a2ab34f7ep-12, 0x1.d03e4e70f6e4fp-10,  -0x1.5109d136aff5dp-11,
      0x1.8193e1c1b45b4p-15,  0x1.248a5df61649cp-14,  -0x1.778ca9be8009ep-15, 0x1.13810fcadbf91p-16,
      -0x1.20affe3decfebp-18, 0x1.c5c3701013516p-21,  -0x1.0c13bb3375e00p-23, 0x1.d0a21c4e079f0p-27,
      -0x1.17930f77a3086p-30, 0x1.a1fc0d8b4ac36p-35,  -0x1.247bb15cdef00p-40};
};

/// The error function 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. erf(+-inf) = +-1, erf(-0) = -0.
/// With P and Q minimax fits it is x + x P(x^2) next to 0 and 1 - e^-Q(|x|) beyond.
/// Largest error: float 1.39 ulp (all 2^32 encodings), double 1.35 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto erf(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = erf_constants<element>;
  auto const one = V(element(1));
  auto const a = no_more(abs(x), V(constants::saturation));
  auto const square = a * a;
  auto const p = polynomial(square, constants::inner);
  auto const inner = subnormal_numbers_may_vanish ? a * (one + p) : a + a * p;  // 0.13 a may be subnormal
  auto const [k, r, power] = reduce_exponential(-polynomial(a, square, constants::outer));
  auto const outer = one - power * (one + (r + exponential_tail(r)));
  return unless_nan_is_folded(x, copysign(select(a > V(constants::seam), outer, inner), x));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
