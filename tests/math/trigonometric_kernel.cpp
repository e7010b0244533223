// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/trigonometric_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_trigonometric_kernel)

BOOST_AUTO_TEST_CASE(the_reduction_leaves_at_most_a_quarter_of_pi) {
  auto const quarter = std::atan(1.0);
  for (int i = -10'000; i <= 10'000; ++i) {
    auto const [n, r, tail] = math::reduce_trigonometric(static_cast<double>(i) * 107'300.8);
    BOOST_TEST(n == std::nearbyint(n));
    BOOST_TEST(std::fabs(r) <= quarter * (1 + 1e-6));
    BOOST_TEST(std::fabs(tail) <= 0x1p-53 * std::fabs(r));
  }
}

BOOST_AUTO_TEST_CASE(a_quarter_turns_the_sine_into_the_cosine) {
  for (int i = -1000; i <= 1000; ++i) {
    auto const x = static_cast<double>(i) * 0.01;
    auto const s = math::sine_after_quarters(x, 0);
    auto const c = math::sine_after_quarters(x, 1);
    BOOST_TEST(std::fabs(s * s + c * c - 1) <= 1e-15);
  }
}

BOOST_AUTO_TEST_SUITE_END()
