// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/exponential_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_exponential_kernel)

BOOST_AUTO_TEST_CASE(the_reduction_leaves_at_most_half_of_ln_2) {
  auto const half = std::log(2.0) / 2;
  for (int i = -7450; i <= 7090; ++i) {
    auto const [k, r, power] = math::reduce_exponential(static_cast<double>(i) / 10);
    BOOST_TEST(k == std::nearbyint(k));
    BOOST_TEST(std::fabs(r) <= half * (1 + 1e-9));
    if (std::fabs(k) <= 1022) BOOST_TEST(power == std::exp2(k));
  }
}

BOOST_AUTO_TEST_CASE(twice_a_number_is_reduced_as_its_double) {
  for (int i = 0; i <= 400; ++i) {
    auto const a = static_cast<double>(i) / 20;
    auto const once = math::reduce_exponential(a + a);
    auto const twice = math::reduce_exponential_of_twice(a);
    BOOST_TEST(once.exponent == twice.exponent);
    BOOST_TEST(once.remainder == twice.remainder);
    BOOST_TEST(once.power == twice.power);
  }
}

BOOST_AUTO_TEST_CASE(the_tail_is_exp_minus_its_linear_part) {
  for (int i = -340; i <= 340; ++i) {
    if (i == 0) continue;
    auto const r = static_cast<double>(i) / 1000;
    auto const exact = std::expm1(static_cast<long double>(r)) - static_cast<long double>(r);
    BOOST_TEST(std::fabs(math::exponential_tail(r) - static_cast<double>(exact)) <= 0x1p-58 * 4);
  }
}

BOOST_AUTO_TEST_SUITE_END()
