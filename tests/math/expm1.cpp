// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/expm1.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_expm1_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::expm1(x); };
auto const exact = [](auto x) { return std::expm1(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::expm1(E(0)), E(0)},
                             {math::expm1(E(-0.0F)), E(-0.0F)},
                             {math::expm1(infinite<E>), infinite<E>},
                             {math::expm1(-infinite<E>), E(-1)},
                             {math::expm1(no_number<E>), no_number<E>},
                             {math::expm1(E(1000)), infinite<E>},
                             {math::expm1(-largest<E>), E(-1)},
                             {math::expm1(smallest<E>), smallest<E>},
                             {math::expm1(-smallest<E>), -smallest<E>}});
}

}  // namespace math_expm1_test

BOOST_AUTO_TEST_SUITE(math_expm1)

using namespace math_expm1_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_3_ulp_on_every_scale) {
  expect_within<float>(1.3, function, exact, {{-1.2F, 1.2F}, {-21.0F, 0.0F}, {80.0F, 88.8F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  expect_within<double>(1.5, function, exact, {{-1.2, 1.2}, {-41.0, 0.0}, {700.0, 709.9}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
