// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/atan.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numbers>

#include "expect_within.hpp"

namespace math_atan_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::atan(x); };
auto const exact = [](auto x) { return std::atan(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::atan(E(0)), E(0)},
      {math::atan(E(-0.0F)), E(-0.0F)},
      {math::atan(smallest<E>), smallest<E>},
      {math::atan(infinite<E>), std::numbers::pi_v<E> / 2},
      {math::atan(-infinite<E>), -std::numbers::pi_v<E> / 2},
      {math::atan(largest<E>), std::numbers::pi_v<E> / 2},
      {math::atan(-largest<E>), -std::numbers::pi_v<E> / 2},
      {math::atan(E(1)), std::numbers::pi_v<E> / 4},
      {math::atan(no_number<E>), no_number<E>},
  });
}

}  // namespace math_atan_test

BOOST_AUTO_TEST_SUITE(math_atan)

using namespace math_atan_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_5_ulp_on_every_scale) {
  expect_within<float>(1.5, function, exact, {{-5.0F, 5.0F}, {0.45F, 0.6F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  expect_within<double>(1.5, function, exact, {{-5.0, 5.0}, {0.45, 0.6}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
