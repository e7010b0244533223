// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/power_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_power_kernel)

BOOST_AUTO_TEST_CASE(the_float_logarithm_has_nine_more_bits) {
  for (int i = 1; i <= 20'000; ++i) {
    auto const x = std::exp2(static_cast<float>(i - 10'000) / 80.0F);
    if (x == 1.0F) continue;
    auto const [head, tail] = math::precise_logarithm(x);
    auto const exact = std::log(static_cast<double>(x));
    auto const found = static_cast<double>(head) + static_cast<double>(tail);
    BOOST_TEST(std::fabs(found - exact) <= 0x1p-33 * std::fabs(exact));
  }
}

BOOST_AUTO_TEST_CASE(the_double_logarithm_has_nine_more_bits) {
  if constexpr (std::numeric_limits<long double>::digits >= 64)
    for (int i = 1; i <= 20'000; ++i) {
      auto const x = std::exp2(static_cast<double>(i - 10'000) / 10.0);
      if (x == 1.0) continue;
      auto const [head, tail] = math::precise_logarithm(x);
      auto const exact = std::log(static_cast<long double>(x));
      auto const found = static_cast<long double>(head) + static_cast<long double>(tail);
      BOOST_TEST(static_cast<double>(std::fabs(found - exact) / std::fabs(exact)) <= 0x1p-62);
    }
}

BOOST_AUTO_TEST_CASE(the_logarithm_of_one_is_zero) {
  static_assert(math::precise_logarithm(1.0).head == 0.0 && math::precise_logarithm(1.0).tail == 0.0);
  static_assert(math::precise_logarithm(1.0F).head == 0.0F && math::precise_logarithm(1.0F).tail == 0.0F);
  BOOST_TEST(math::positive_power(1.0, 1e300) == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
