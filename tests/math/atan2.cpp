// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/atan2.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ulp.hpp"

namespace math_atan2_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  constexpr auto pi = std::numbers::pi_v<E>;
  constexpr auto zero = E(0);
  constexpr auto one = E(1);
  constexpr auto three_quarters = static_cast<E>(0x1.2d97c7f3321d2p+1);  // 3 pi / 4
  return first_violation<E>({
      {math::atan2(zero, zero), zero},
      {math::atan2(-zero, zero), -zero},
      {math::atan2(zero, -zero), pi},
      {math::atan2(-zero, -zero), -pi},
      {math::atan2(zero, -one), pi},
      {math::atan2(-zero, -one), -pi},
      {math::atan2(zero, one), zero},
      {math::atan2(-zero, one), -zero},
      {math::atan2(one, zero), pi / 2},
      {math::atan2(one, -zero), pi / 2},
      {math::atan2(-one, zero), -pi / 2},
      {math::atan2(-one, -zero), -pi / 2},
      {math::atan2(one, -infinite<E>), pi},
      {math::atan2(-one, -infinite<E>), -pi},
      {math::atan2(one, infinite<E>), zero},
      {math::atan2(-one, infinite<E>), -zero},
      {math::atan2(infinite<E>, one), pi / 2},
      {math::atan2(-infinite<E>, -one), -pi / 2},
      {math::atan2(infinite<E>, infinite<E>), pi / 4},
      {math::atan2(infinite<E>, -infinite<E>), three_quarters},
      {math::atan2(-infinite<E>, infinite<E>), -pi / 4},
      {math::atan2(-infinite<E>, -infinite<E>), -three_quarters},
      {math::atan2(one, one), pi / 4},
      {math::atan2(one, -one), three_quarters},
      {math::atan2(-one, -one), -three_quarters},
      {math::atan2(largest<E>, largest<E>), pi / 4},
      {math::atan2(largest<E>, smallest<E>), pi / 2},
      {math::atan2(smallest<E>, largest<E>), zero},
      {math::atan2(-smallest<E>, largest<E>), -zero},
      {math::atan2(smallest<E>, -largest<E>), pi},
      {math::atan2(smallest<E>, smallest<E>), pi / 4},
      {math::atan2(smallest<E>, one), smallest<E>},
      {math::atan2(no_number<E>, one), no_number<E>},
      {math::atan2(one, no_number<E>), no_number<E>},
      {math::atan2(no_number<E>, infinite<E>), no_number<E>},
      {math::atan2(infinite<E>, no_number<E>), no_number<E>},
      {math::atan2(no_number<E>, no_number<E>), no_number<E>},
  });
}

/// The worst error over `count` directions around the origin, the points at distances of every magnitude.
template <class E>
auto worst_angle(int count, int octaves) -> double {
  auto worst = 0.0;
  for (int i = 0; i < count; ++i) {
    auto const direction = static_cast<E>(i) * E(6.2831853F) / static_cast<E>(count);
    auto const length = std::ldexp(E(1.3F), i % (2 * octaves + 1) - octaves);
    auto const y = length * std::sin(direction);
    auto const x = length * std::cos(direction);
    auto const exact = std::atan2(static_cast<oracle_t<E>>(y), static_cast<oracle_t<E>>(x));
    worst = std::max(worst, ulp_error<E>(math::atan2(y, x), exact));
  }
  return worst;
}

/// The same where one coordinate is far smaller than the other.
template <class E>
auto worst_angle_near_axes(int count, int octaves) -> double {
  auto worst = 0.0;
  for (int i = 0; i < count; ++i) {
    auto const y = std::ldexp(E(1) + static_cast<E>(i) / static_cast<E>(count), i % octaves);
    auto const x = std::ldexp(E(-1.7F), (i * 7) % octaves);
    auto const exact = std::atan2(static_cast<oracle_t<E>>(y), static_cast<oracle_t<E>>(x));
    worst = std::max(worst, ulp_error<E>(math::atan2(y, x), exact));
    auto const right = std::atan2(static_cast<oracle_t<E>>(x), static_cast<oracle_t<E>>(y));
    worst = std::max(worst, ulp_error<E>(math::atan2(x, y), right));
  }
  return worst;
}

}  // namespace math_atan2_test

BOOST_AUTO_TEST_SUITE(math_atan2)

using namespace math_atan2_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_6_ulp_in_all_quadrants_and_magnitudes) {
  BOOST_TEST(worst_angle<float>(300'000, 120) <= 1.6);
  BOOST_TEST(worst_angle_near_axes<float>(100'000, 120) <= 1.6);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_6_ulp_in_all_quadrants_and_magnitudes) {
  if constexpr (oracle_is_wider<double>) {
    BOOST_TEST(worst_angle<double>(150'000, 1000) <= 1.6);
    BOOST_TEST(worst_angle_near_axes<double>(50'000, 1000) <= 1.6);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_those_of_the_c_standard) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
