// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/hyperbolic_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_hyperbolic_kernel)

BOOST_AUTO_TEST_CASE(cosine_and_sine_have_squares_that_differ_by_one) {
  for (int i = 0; i <= 1000; ++i) {
    auto const x = i * 0.002;
    auto const c = math::hyperbolic_sum(x, 1.0);
    auto const s = math::hyperbolic_sum(x, -1.0);
    BOOST_TEST(std::fabs((c - s) * (c + s) - 1) <= 2e-15 * c * c, "at " << x);
  }
}

BOOST_AUTO_TEST_CASE(their_sum_is_the_exponential) {
  for (int i = 0; i <= 1000; ++i) {
    auto const x = i * 0.7;
    auto const sum = math::hyperbolic_sum(x, 1.0) + math::hyperbolic_sum(x, -1.0);
    BOOST_TEST(std::fabs(sum / std::exp(x) - 1) <= 5e-16, "at " << x);
  }
}

BOOST_AUTO_TEST_SUITE_END()
