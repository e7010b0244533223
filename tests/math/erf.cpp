// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/erf.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_erf_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::erf(x); };
auto const exact = [](auto x) { return std::erf(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::erf(E(0)), E(0)},
                             {math::erf(E(-0.0F)), E(-0.0F)},
                             {math::erf(infinite<E>), E(1)},
                             {math::erf(-infinite<E>), E(-1)},
                             {math::erf(no_number<E>), no_number<E>},
                             {math::erf(largest<E>), E(1)},
                             {math::erf(-largest<E>), E(-1)},
                             {math::erf(E(7)), E(1)}});
}

}  // namespace math_erf_test

BOOST_AUTO_TEST_SUITE(math_erf)

using namespace math_erf_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_4_ulp_on_every_scale) {
  expect_within<float>(1.4, function, exact, {{-1.5F, 1.5F}, {0.8F, 4.1F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_4_ulp_on_every_scale) {
  expect_within<double>(1.4, function, exact, {{-1.5, 1.5}, {0.8, 6.1}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
