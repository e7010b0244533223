// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/inverse_hyperbolic_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_inverse_hyperbolic_kernel)

BOOST_AUTO_TEST_CASE(what_the_sum_of_the_arguments_rounds_away_reaches_the_logarithm) {
  for (int i = 1; i <= 20'000; ++i) {
    auto const a = static_cast<float>(i) * 1.37e-4F;
    auto const b = a * 0.61803F;
    auto const rest = a * 0x1p-26F;
    auto const exact = std::log1p(static_cast<double>(a) + static_cast<double>(b) + static_cast<double>(rest));
    BOOST_TEST(tapeless_test::ulp_error<float>(math::log1p_of_sum(a, b, rest), exact) <= 1.1, "at " << a);
  }
}

BOOST_AUTO_TEST_CASE(the_logarithm_of_twice_the_largest_number_is_finite) {
  static_assert(math::logarithm_of_double(tapeless_test::largest<float>) > 89.4F);
  static_assert(math::logarithm_of_double(1.0) == 0x1.62e42fefa39efp-1);
  BOOST_TEST(std::fabs(math::logarithm_of_double(5.0) - std::log(10.0)) <= 5e-16);
}

BOOST_AUTO_TEST_SUITE_END()
