// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/log1p.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_log1p_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::log1p(x); };
auto const exact = [](auto x) { return std::log1p(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::log1p(E(0)), E(0)},
                             {math::log1p(E(-0.0F)), E(-0.0F)},
                             {math::log1p(E(-1)), -infinite<E>},
                             {math::log1p(infinite<E>), infinite<E>},
                             {math::log1p(-infinite<E>), no_number<E>},
                             {math::log1p(no_number<E>), no_number<E>},
                             {math::log1p(E(-2)), no_number<E>},
                             {math::log1p(smallest<E>), smallest<E>},
                             {math::log1p(-smallest<E>), -smallest<E>}});
}

}  // namespace math_log1p_test

BOOST_AUTO_TEST_SUITE(math_log1p)

using namespace math_log1p_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_45_ulp_on_every_scale) {
  expect_within<float>(1.45, function, exact, {{-0.99F, 1.0F}, {0.0F, 40.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  expect_within<double>(1.5, function, exact, {{-0.99, 1.0}, {0.0, 40.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
