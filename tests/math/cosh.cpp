// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/cosh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_cosh_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::cosh(x); };
auto const exact = [](auto x) { return std::cosh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::cosh(E(0)), E(1)},
      {math::cosh(E(-0.0F)), E(1)},
      {math::cosh(smallest<E>), E(1)},
      {math::cosh(infinite<E>), infinite<E>},
      {math::cosh(-infinite<E>), infinite<E>},
      {math::cosh(largest<E>), infinite<E>},
      {math::cosh(-largest<E>), infinite<E>},
      {math::cosh(E(-800)), infinite<E>},
      {math::cosh(no_number<E>), no_number<E>},
  });
}

}  // namespace math_cosh_test

BOOST_AUTO_TEST_SUITE(math_cosh)

using namespace math_cosh_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_1_ulp_on_every_scale) {
  expect_within<float>(1.1, function, exact, {{-3.0F, 3.0F}, {-89.4F, 89.4F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_1_ulp_on_every_scale) {
  expect_within<double>(1.1, function, exact, {{-3.0, 3.0}, {-710.0, 710.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_last_finite_values_are_finite_in_constant_expressions) {
  static_assert(math::cosh(0x1.65a9f8p+6F) < infinite<float> && math::cosh(0x1.65a9fap+6F) == infinite<float>);
  static_assert(math::cosh(-0x1.633ce8fb9f87dp+9) < infinite<double>);
  static_assert(math::cosh(0x1.633ce8fb9f87ep+9) == infinite<double>);
  BOOST_TEST(ulp_error<double>(math::cosh(0x1.633ce8fb9f87dp+9), std::cosh(0x1.633ce8fb9f87dp+9L)) <= 1.1);
  BOOST_TEST(ulp_error<float>(math::cosh(0x1.65a9f8p+6F), std::cosh(0x1.65a9f8p+6)) <= 1.1);
}

BOOST_AUTO_TEST_SUITE_END()
