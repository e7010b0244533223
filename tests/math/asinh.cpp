// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/asinh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_asinh_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::asinh(x); };
auto const exact = [](auto x) { return std::asinh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::asinh(E(0)), E(0)},
      {math::asinh(E(-0.0F)), E(-0.0F)},
      {math::asinh(smallest<E>), smallest<E>},
      {math::asinh(infinite<E>), infinite<E>},
      {math::asinh(-infinite<E>), -infinite<E>},
      {math::asinh(no_number<E>), no_number<E>},
  });
}

}  // namespace math_asinh_test

BOOST_AUTO_TEST_SUITE(math_asinh)

using namespace math_asinh_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_4_ulp_on_every_scale) {
  expect_within<float>(1.4, function, exact, {{-3.0F, 3.0F}, {0.9F, 1.3F}, {-9000.0F, 9000.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_4_ulp_on_every_scale) {
  expect_within<double>(1.4, function, exact, {{-3.0, 3.0}, {0.9, 1.3}, {-300000000.0, 300000000.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_largest_numbers_do_not_overflow) {
  static_assert(math::asinh(largest<float>) > 89.0F && math::asinh(largest<float>) < 90.0F);
  static_assert(math::asinh(-largest<double>) < -710.0 && math::asinh(-largest<double>) > -711.0);
  BOOST_TEST(ulp_error<double>(math::asinh(largest<double>),
                               std::asinh(static_cast<oracle_t<double>>(largest<double>))) <= 1.4);
}

BOOST_AUTO_TEST_SUITE_END()
