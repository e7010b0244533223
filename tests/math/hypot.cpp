// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/hypot.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

#include "ulp.hpp"

namespace math_hypot_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::hypot(E(0), E(0)), E(0)},
      {math::hypot(E(-0.0F), E(-0.0F)), E(0)},
      {math::hypot(E(-0.0F), E(-5)), E(5)},
      {math::hypot(E(3), E(-4)), E(5)},
      {math::hypot(E(0x3p100F), E(0x4p100F)), E(0x5p100F)},
      {math::hypot(E(0x3p-100F), E(0x4p-100F)), E(0x5p-100F)},
      {math::hypot(3 * smallest<E>, 4 * smallest<E>), 5 * smallest<E>},
      {math::hypot(smallest<E>, E(0)), smallest<E>},
      {math::hypot(largest<E>, E(0)), largest<E>},
      {math::hypot(largest<E>, E(1)), largest<E>},
      {math::hypot(largest<E>, largest<E>), infinite<E>},
      {math::hypot(largest<E>, largest<E> / 2), infinite<E>},
      {math::hypot(infinite<E>, no_number<E>), infinite<E>},
      {math::hypot(no_number<E>, -infinite<E>), infinite<E>},
      {math::hypot(-infinite<E>, E(1)), infinite<E>},
      {math::hypot(infinite<E>, infinite<E>), infinite<E>},
      {math::hypot(no_number<E>, E(1)), no_number<E>},
      {math::hypot(E(1), no_number<E>), no_number<E>},
      {math::hypot(no_number<E>, no_number<E>), no_number<E>},
  });
}

template <class E>
constexpr auto special_directions() -> std::size_t {
  return first_violation<E>({
      {math::over_hypot(E(0), E(0)), E(0)},
      {math::over_hypot(E(-0.0F), E(0)), E(-0.0F)},
      {math::over_hypot(E(-3), E(4)), E(-3) / E(5)},
      {math::over_hypot(E(0x3p100F), E(0x4p100F)), E(3) / E(5)},
      {math::over_hypot(3 * smallest<E>, 4 * smallest<E>), E(3) / E(5)},
      {math::over_hypot(largest<E>, E(1)), E(1)},
      {math::over_hypot(E(0x1p127F), E(0x1p127F)), math::over_hypot(E(1), E(1))},
      {math::over_hypot(E(1), E(-0x1p120F)), E(0x1p-120F)},
      {math::over_hypot(-infinite<E>, E(1)), E(-1)},
      {math::over_hypot(E(1), infinite<E>), E(0)},
      {math::over_hypot(infinite<E>, infinite<E>), math::over_hypot(E(1), E(1))},
      {math::over_hypot(no_number<E>, E(1)), no_number<E>},
      {math::over_hypot(infinite<E>, no_number<E>), no_number<E>},
  });
}

/// The worst error over pairs of every magnitude, the ratio of the two between 2^-30 and 2^30.
template <class E>
auto worst_hypotenuse(int count) -> double {
  constexpr auto low = std::numeric_limits<E>::min_exponent - std::numeric_limits<E>::digits;
  constexpr auto high = std::numeric_limits<E>::max_exponent - 1;
  auto worst = 0.0;
  for (int i = 0; i < count; ++i) {
    auto const fraction = E(1) + static_cast<E>(i) / static_cast<E>(count);
    auto const other = E(1) + std::fabs(std::sin(static_cast<E>(i)));
    auto const exponent = low + i % (high - low);
    auto const x = std::ldexp(fraction, exponent);
    auto const y = std::ldexp(other, std::min(exponent + i % 5 - 2 + (i % 7 == 0 ? i % 61 - 30 : 0), high - 1));
    auto const exact = std::hypot(static_cast<oracle_t<E>>(x), static_cast<oracle_t<E>>(y));
    worst = std::max(worst, ulp_error<E>(math::hypot(x, y), exact));
  }
  return worst;
}

}  // namespace math_hypot_test

BOOST_AUTO_TEST_SUITE(math_hypot)

using namespace math_hypot_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_3_ulp_on_every_scale) { BOOST_TEST(worst_hypotenuse<float>(400'000) <= 1.3); }

BOOST_AUTO_TEST_CASE(double_is_within_1_3_ulp_on_every_scale) {
  if constexpr (oracle_is_wider<double>) BOOST_TEST(worst_hypotenuse<double>(200'000) <= 1.3);
}

BOOST_AUTO_TEST_CASE(special_values_are_those_of_the_c_standard) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}
BOOST_AUTO_TEST_CASE(a_direction_neither_overflows_nor_vanishes) {
  static_assert(special_directions<float>() == 0);
  static_assert(special_directions<double>() == 0);
  BOOST_TEST(special_directions<float>() == 0U);
  BOOST_TEST(special_directions<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
