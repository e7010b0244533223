// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/log.hpp"
#include "tapeless/math/exp.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_log_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::log(x); };
auto const exact = [](auto x) { return std::log(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::log(E(0)), -infinite<E>},
                             {math::log(E(-0.0F)), -infinite<E>},
                             {math::log(E(1)), E(0)},
                             {math::log(infinite<E>), infinite<E>},
                             {math::log(-infinite<E>), no_number<E>},
                             {math::log(no_number<E>), no_number<E>},
                             {math::log(E(-1)), no_number<E>},
                             {math::log(-smallest<E>), no_number<E>}});
}

}  // namespace math_log_test

BOOST_AUTO_TEST_SUITE(math_log)

using namespace math_log_test;

BOOST_AUTO_TEST_CASE(float_is_within_0_85_ulp_on_every_scale) {
  expect_within<float>(0.85, function, exact, {{0.5F, 2.0F}, {0.98F, 1.02F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_0_85_ulp_on_every_scale) {
  expect_within<double>(0.85, function, exact, {{0.5, 2.0}, {0.98, 1.02}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(exp_of_log_is_the_identity_to_the_error_of_the_argument) {
  constexpr auto back = math::exp(math::log(5.0));
  static_assert(back > 5.0 * (1 - 1e-15) && back < 5.0 * (1 + 1e-15));
  BOOST_TEST(math::log(smallest<double>) == -1074 * math::log(2.0), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
