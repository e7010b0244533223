// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/acosh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_acosh_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::acosh(x); };
auto const exact = [](auto x) { return std::acosh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::acosh(E(1)), E(0)},
      {math::acosh(E(0.5F)), no_number<E>},
      {math::acosh(E(0)), no_number<E>},
      {math::acosh(E(-0.0F)), no_number<E>},
      {math::acosh(E(-2)), no_number<E>},
      {math::acosh(-infinite<E>), no_number<E>},
      {math::acosh(infinite<E>), infinite<E>},
      {math::acosh(no_number<E>), no_number<E>},
  });
}

}  // namespace math_acosh_test

BOOST_AUTO_TEST_SUITE(math_acosh)

using namespace math_acosh_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_1_ulp_on_every_scale) {
  expect_within<float>(1.1, function, exact, {{1.0F, 3.0F}, {1.0F, 1.1F}, {1.0F, 9000.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_1_ulp_on_every_scale) {
  expect_within<double>(1.1, function, exact, {{1.0, 3.0}, {1.0, 1.1}, {1.0, 300000000.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_largest_numbers_do_not_overflow) {
  static_assert(math::acosh(largest<float>) > 89.0F && math::acosh(largest<float>) < 90.0F);
  static_assert(math::acosh(largest<double>) > 710.0 && math::acosh(largest<double>) < 711.0);
  BOOST_TEST(ulp_error<double>(math::acosh(largest<double>),
                               std::acosh(static_cast<oracle_t<double>>(largest<double>))) <= 1.1);
}

BOOST_AUTO_TEST_SUITE_END()
