// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <concepts>

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct cube_root_constants {
  // The cube root on [sqrt(1/2), sqrt(2)], error 2^-13.7.
  static constexpr std::array<E, 4> estimate{E(0x1.f8542ep-2F), E(0x1.7abc4ap-1F), E(-0x1.295856p-2F),
                                             E(0x1.dcee18p-5F)};
  static constexpr E root_of_two = E(0x1.428a2fp+0F);
  static constexpr E root_of_half = E(0x1.965feap-1F);
};

/// Halley's iteration for the cube root of m: an error e becomes 2/3 e^3.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto closer_cube_root(V y, V m) noexcept -> V {
  auto const cube = y * y * y;
  return y + y * ((m - cube) / (cube + cube + m));
}

/// The cube root of m, from an estimate y with half a significand (its square is exact): the same iteration with
/// m / y^2 in the place of m, so that the last sum's rounding is nearly all the error.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto last_cube_root(V y, V m) noexcept -> V {
  auto const ratio = m / (y * y);
  return y + y * ((ratio - y) / ((y + y) + ratio));
}

/// The cube root; cbrt(-x) = -cbrt(x), cbrt(+-inf) = +-inf. With |x| = 2^(3 q + r) m, r = -1, 0 or 1 and m next to 1,
/// it is 2^q times the root of 2^r m.
/// Largest error: float 0.78 ulp (all 2^32 encodings), double 0.67 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto cbrt(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = cube_root_constants<element>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const two = V(element(2));
  auto const a = abs(x);
  auto const [k, significand, inverse] = reduce_logarithm(select(both(a > zero, a < infinity<V>()), a, one));
  auto const q = round_to_int(k * V(element(1) / element(3)));
  auto const r = k - (q + q + q);
  auto const up = r > zero;
  auto const down = r < zero;
  auto const m = significand * select(up, two, select(down, V(element(0.5F)), one));
  auto const factor = select(up, V(constants::root_of_two), select(down, V(constants::root_of_half), one));
  auto estimate = polynomial(significand, constants::estimate) * factor;
  if constexpr (std::same_as<element, double>) estimate = closer_cube_root(estimate, m);
  auto const root = last_cube_root(head(estimate), m) * power_of_two(q);
  return select(both(a > zero, a < infinity<V>()), copysign(root, x), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
