// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// What atan and atan2 share: the angle of a point of the upper half plane by one division. With z = a / b,
/// (a - b) / (a + b) or -b / a, whichever is at most 1/2, the angle in the first quadrant is 0, 1 or 2 quarters of pi
/// plus z + z^3 q(z^2), q a minimax fit.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct arctangent_constants;

template <>
struct arctangent_constants<float> {
  static constexpr float quarter_pi_head = 0x1.921fbp-1F;  // 21 bits: its product with 3 is exact
  static constexpr float quarter_pi_tail = 0x1.5110b4p-23F;
  // Fit error 2^-26.7 of atan(z).
  static constexpr std::array<float, 5> q{-0x1.555512p-2F, 0x1.997b56p-3F, -0x1.224de0p-3F, 0x1.a02756p-4F,
                                          -0x1.a475c0p-5F};
};

template <>
struct arctangent_constants<double> {
  static constexpr double quarter_pi_head = 0x1.921fb54442d18p-1;  // 50 bits
  static constexpr double quarter_pi_tail = 0x1.1a62633145c07p-55;
  // Fit error 2^-57.7.
  static constexpr std::array<double, 12> q{-0x1.5555555555516p-2, 0x1.9999999991159p-3,  -0x1.249249215e420p-3,
                                            0x1.c71c709101dfdp-4,  -0x1.745cf4cd3795cp-4, 0x1.3b113ddba73b8p-4,
                                            -0x1.10f320067e601p-4, 0x1.dfe9829fec738p-5,  -0x1.a3988fffe9bb8p-5,
                                            0x1.56f62d7b430b0p-5,  -0x1.c180f6eb4831cp-6, 0x1.4b8578d374beep-7};
};

/// The angle of the point (b, a), or of (-b, a) where `mirrored`, in [0, pi]; a and b >= 0, a + b positive and finite.
template <class V, class Mask>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto angle_of_point(V a, V b, Mask mirrored) noexcept -> V {
  using element = element_t<V>;
  using constants = arctangent_constants<element>;
  auto const half = V(element(0.5F));
  auto const flat = a <= half * b;
  auto const steep = b < half * a;
  auto const z = select(flat, a, select(steep, -b, a - b)) / select(flat, b, select(steep, a, a + b));
  auto const quarters = select(flat, V(element(0)), select(steep, V(element(2)), V(element(1))));
  auto const n = select(mirrored, V(element(4)) - quarters, quarters);
  auto const first = select(mirrored, -z, z);
  auto const square = z * z;
  auto const rest = first * (square * polynomial(square, constants::q)) + n * V(constants::quarter_pi_tail);
  auto const base = n * V(constants::quarter_pi_head);
  auto const sum = rounded(base + first);
  return sum + (lost_in_sum(sum, base, first) + rest);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
