// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/scalar.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_scalar_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::abs(E(-0.0F)), E(0)},
      {math::abs(-infinite<E>), infinite<E>},
      {math::copysign(E(3), E(-0.0F)), E(-3)},
      {math::copysign(infinite<E>, E(-1)), -infinite<E>},
      {math::select(true, E(1), E(2)), E(1)},
      {math::select(false, E(1), E(2)), E(2)},
      {math::muladd(E(2), E(3), E(4)), E(10)},
      {math::at_most(no_number<E>, E(5)), E(5)},
      {math::at_least(no_number<E>, E(5)), E(5)},
      {math::unless_nan(no_number<E>, E(5)), no_number<E>},
      {math::unless_nan(infinite<E>, E(5)), E(5)},
      {math::round_to_int(E(2.5F)), E(2)},
      {math::round_to_int(E(3.5F)), E(4)},
      {math::round_to_int(E(-1.75F)), E(-2)},
      {math::power_of_two(E(0)), E(1)},
      {math::power_of_two(E(-126)), E(0x1p-126F)},
      {math::scale(E(1), E(-149)), E(0x1p-149F)},
      {math::scale(E(1.5F), E(127)), E(0x1.8p127F)},
      {math::no_more(E(7), E(5)), E(5)},
      {math::no_more(E(-7), E(5)), E(-7)},
      {math::within(E(7), E(3), E(5)), E(5)},
      {math::within(E(-7), E(3), E(5)), E(3)},
      {math::within(E(4), E(3), E(5)), E(4)},
      {math::unless_nan_is_folded(no_number<E>, math::within(no_number<E>, E(3), E(5))), no_number<E>},
      {math::unless_nan_is_folded(no_number<E>, math::no_more(no_number<E>, E(5))), no_number<E>},
  });
}

}  // namespace math_scalar_test

BOOST_AUTO_TEST_SUITE(math_scalar)

using namespace math_scalar_test;

BOOST_AUTO_TEST_CASE(the_layer_agrees_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(powers_of_two_are_exact_over_the_exponent_range) {
  for (int k = -1022; k <= 1023; ++k) BOOST_TEST(math::power_of_two(static_cast<double>(k)) == std::ldexp(1.0, k));
  for (int k = -126; k <= 127; ++k) BOOST_TEST(math::power_of_two(static_cast<float>(k)) == std::ldexp(1.0F, k));
  BOOST_TEST(math::power_of_two(-1023.0) == 0.0);
  BOOST_TEST(math::power_of_two(-127.0F) == 0.0F);
}

BOOST_AUTO_TEST_CASE(scaling_is_ldexp_down_to_the_subnormals) {
  for (int k = -1100; k <= 1030; ++k)
    BOOST_TEST(math::scale(1.2345678, static_cast<double>(k)) == std::ldexp(1.2345678, k));
}

BOOST_AUTO_TEST_CASE(heads_have_exact_products) {
  for (int i = 1; i <= 1000; ++i) {
    auto const a = math::head(std::sqrt(static_cast<double>(i)));
    auto const b = math::head(std::cbrt(static_cast<double>(i) + 0.5));
    BOOST_TEST(std::fma(a, b, -(a * b)) == 0.0);
    auto const c = math::head(std::sqrt(static_cast<float>(i)));
    auto const d = math::head(std::cbrt(static_cast<float>(i) + 0.5F));
    BOOST_TEST(std::fma(c, d, -(c * d)) == 0.0F);
  }
}

BOOST_AUTO_TEST_CASE(the_remainder_of_a_division_is_exact_to_half_a_significand) {
  auto largest_seen = 0.0;
  for (int i = 1; i <= 1000; ++i) {
    auto const a = std::sqrt(static_cast<double>(i));
    auto const b = std::cbrt(static_cast<double>(i) + 0.5);
    auto const exact = std::fma(-(a / b), b, a);
    BOOST_TEST(std::fabs(math::division_remainder(a, b, a / b) - exact) <= 0x1p-76 * a);
    largest_seen = std::fmax(largest_seen, std::fabs(exact) / a);
    auto const c = std::sqrt(static_cast<float>(i));
    auto const d = std::cbrt(static_cast<float>(i) + 0.5F);
    BOOST_TEST(std::fabs(math::division_remainder(c, d, c / d) - std::fma(-(c / d), d, c)) <= 0x1p-34F * c);
  }
  BOOST_TEST(largest_seen > 0x1p-55);
}

BOOST_AUTO_TEST_SUITE_END()
