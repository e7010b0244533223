// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/arcsine_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_arcsine_kernel)

BOOST_AUTO_TEST_CASE(the_reduced_argument_is_at_most_one_half) {
  for (int i = 0; i <= 10'000; ++i) {
    auto const [s, z, rest] = math::reduce_arcsine(i * 1e-4);
    BOOST_TEST(s >= 0.0);
    BOOST_TEST(s <= 0.5);
    BOOST_TEST(std::fabs(z - s * s) <= 1e-16);
  }
}

BOOST_AUTO_TEST_CASE(argument_and_rest_are_the_angle_of_the_reduced_argument) {
  for (int i = 0; i <= 1000; ++i) {
    auto const [s, z, rest] = math::reduce_arcsine(i * 1e-3);
    BOOST_TEST(std::fabs(s + rest - std::asin(s)) <= 1.2e-16, "at " << i * 1e-3);
  }
}

BOOST_AUTO_TEST_SUITE_END()
