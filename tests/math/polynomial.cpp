// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/polynomial.hpp"

#include <boost/test/unit_test.hpp>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_polynomial)

BOOST_AUTO_TEST_CASE(coefficients_stand_in_ascending_order) {
  static_assert(math::polynomial(3.0, std::array{7.0}) == 7.0);
  static_assert(math::polynomial(3.0, std::array{7.0, 2.0}) == 13.0);
  static_assert(math::polynomial(2.0F, std::array{1.0F, 0.0F, -3.0F, 5.0F}) == 29.0F);
  auto x = 2.0;
  BOOST_TEST(math::polynomial(x, std::array{1.0, 1.0, 1.0, 1.0, 1.0}) == 31.0);
}

BOOST_AUTO_TEST_CASE(pairs_make_the_same_polynomial) {
  static_assert(math::polynomial(3.0, 9.0, std::array{7.0, 2.0}) == 13.0);
  static_assert(math::polynomial(2.0F, 4.0F, std::array{1.0F, 0.0F, -3.0F}) == -11.0F);
  static_assert(math::polynomial(2.0F, 4.0F, std::array{1.0F, 0.0F, -3.0F, 5.0F}) == 29.0F);
  static_assert(math::polynomial(2.0, 4.0, std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}) == 769.0);
  auto x = 2.0;
  BOOST_TEST(math::polynomial(x, x * x, std::array{1.0, 1.0, 1.0, 1.0, 1.0}) == 31.0);
}

BOOST_AUTO_TEST_SUITE_END()
