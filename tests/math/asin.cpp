// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/asin.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numbers>

#include "expect_within.hpp"

namespace math_asin_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::asin(x); };
auto const exact = [](auto x) { return std::asin(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::asin(E(0)), E(0)},
      {math::asin(E(-0.0F)), E(-0.0F)},
      {math::asin(smallest<E>), smallest<E>},
      {math::asin(E(1)), std::numbers::pi_v<E> / 2},
      {math::asin(E(-1)), -std::numbers::pi_v<E> / 2},
      {math::asin(E(1.1F)), no_number<E>},
      {math::asin(E(-1.1F)), no_number<E>},
      {math::asin(infinite<E>), no_number<E>},
      {math::asin(-infinite<E>), no_number<E>},
      {math::asin(no_number<E>), no_number<E>},
  });
}

}  // namespace math_asin_test

BOOST_AUTO_TEST_SUITE(math_asin)

using namespace math_asin_test;

BOOST_AUTO_TEST_CASE(float_is_within_0_8_ulp_on_every_scale) {
  expect_within<float>(0.8, function, exact, {{-1.0F, 1.0F}, {0.45F, 0.6F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_0_8_ulp_on_every_scale) {
  expect_within<double>(0.8, function, exact, {{-1.0, 1.0}, {0.45, 0.6}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
