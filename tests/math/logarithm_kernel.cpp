// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/logarithm_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_logarithm_kernel)

BOOST_AUTO_TEST_CASE(every_positive_number_is_a_power_of_two_times_a_number_around_one) {
  auto const check = [](auto x) {
    auto const [k, m, inverse] = math::reduce_logarithm(x);
    BOOST_TEST(std::ldexp(m, static_cast<int>(k)) == x);
    if (static_cast<double>(x) >= 0x1p-126 && k < std::numeric_limits<decltype(x)>::max_exponent - 1)
      BOOST_TEST(inverse == std::ldexp(decltype(x)(1), -static_cast<int>(k)));
    BOOST_TEST(static_cast<double>(m) >= 0.7071067);
    BOOST_TEST(static_cast<double>(m) <= 1.4142136);
  };
  for (int e = -1074; e <= 1023; ++e) check(std::ldexp(1.0, e));
  for (int e = -149; e <= 127; ++e) check(std::ldexp(1.0F, e));
  for (int i = 1; i <= 1000; ++i) check(static_cast<double>(i) * 0.00317);
  check(tapeless_test::largest<float>);
  check(tapeless_test::largest<double>);
}

BOOST_AUTO_TEST_CASE(no_encoding_leaves_the_finite_numbers) {
  constexpr auto of_nan = math::reduce_logarithm(tapeless_test::no_number<double>);
  constexpr auto of_infinity = math::reduce_logarithm(-tapeless_test::infinite<float>);
  static_assert(of_nan.significand > 0.7 && of_nan.significand < 1.42);
  static_assert(of_infinity.significand > 0.7F && of_infinity.significand < 1.42F);
  BOOST_TEST(std::isfinite(of_nan.exponent));
  BOOST_TEST(std::isfinite(of_infinity.exponent));
}

BOOST_AUTO_TEST_SUITE_END()
