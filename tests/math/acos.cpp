// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/acos.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numbers>

#include "expect_within.hpp"

namespace math_acos_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::acos(x); };
auto const exact = [](auto x) { return std::acos(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::acos(E(1)), E(0)},
      {math::acos(E(0)), std::numbers::pi_v<E> / 2},
      {math::acos(E(-0.0F)), std::numbers::pi_v<E> / 2},
      {math::acos(smallest<E>), std::numbers::pi_v<E> / 2},
      {math::acos(E(-1)), std::numbers::pi_v<E>},
      {math::acos(E(1.1F)), no_number<E>},
      {math::acos(E(-1.1F)), no_number<E>},
      {math::acos(infinite<E>), no_number<E>},
      {math::acos(-infinite<E>), no_number<E>},
      {math::acos(no_number<E>), no_number<E>},
  });
}

}  // namespace math_acos_test

BOOST_AUTO_TEST_SUITE(math_acos)

using namespace math_acos_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_3_ulp_on_every_scale) {
  expect_within<float>(1.3, function, exact, {{-1.0F, 1.0F}, {0.45F, 0.7F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_3_ulp_on_every_scale) {
  expect_within<double>(1.3, function, exact, {{-1.0, 1.0}, {0.45, 0.7}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
