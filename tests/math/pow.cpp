// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/pow.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

#include "ulp.hpp"

namespace math_pow_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  constexpr auto zero = E(0);
  constexpr auto half = E(0.5F);
  return first_violation<E>({
      {math::pow(no_number<E>, zero), E(1)},
      {math::pow(E(0), -zero), E(1)},
      {math::pow(infinite<E>, zero), E(1)},
      {math::pow(E(1), no_number<E>), E(1)},
      {math::pow(E(1), -infinite<E>), E(1)},
      {math::pow(E(-1), infinite<E>), E(1)},
      {math::pow(E(-1), -infinite<E>), E(1)},
      {math::pow(no_number<E>, E(2)), no_number<E>},
      {math::pow(E(2), no_number<E>), no_number<E>},
      {math::pow(E(-2), half), no_number<E>},
      {math::pow(E(-1), half), no_number<E>},
      {math::pow(zero, E(-1)), infinite<E>},
      {math::pow(-zero, E(-1)), -infinite<E>},
      {math::pow(-zero, E(-2)), infinite<E>},
      {math::pow(-zero, -half), infinite<E>},
      {math::pow(zero, -infinite<E>), infinite<E>},
      {math::pow(zero, E(3)), zero},
      {math::pow(-zero, E(3)), -zero},
      {math::pow(-zero, half), zero},
      {math::pow(-zero, infinite<E>), zero},
      {math::pow(half, -infinite<E>), infinite<E>},
      {math::pow(half, infinite<E>), zero},
      {math::pow(E(2), -infinite<E>), zero},
      {math::pow(E(-2), infinite<E>), infinite<E>},
      {math::pow(-infinite<E>, E(-3)), -zero},
      {math::pow(-infinite<E>, E(-2)), zero},
      {math::pow(-infinite<E>, E(3)), -infinite<E>},
      {math::pow(-infinite<E>, E(2)), infinite<E>},
      {math::pow(-infinite<E>, half), infinite<E>},
      {math::pow(infinite<E>, E(-1)), zero},
      {math::pow(infinite<E>, half), infinite<E>},
      {math::pow(E(10), E(5000)), infinite<E>},
      {math::pow(E(-10), E(5001)), -infinite<E>},
      {math::pow(E(10), E(-5000)), zero},
      {math::pow(largest<E>, largest<E>), infinite<E>},
      {math::pow(smallest<E>, largest<E>), zero},
      {math::pow(largest<E>, E(1)), largest<E>},
      {math::pow(smallest<E>, E(1)), smallest<E>},
      {math::pow(E(-2), E(3)), E(-8)},
      {math::pow(E(-2), E(4)), E(16)},
      {math::pow(E(2), E(-10)), E(0x1p-10F)},
      {math::pow(E(4), half), E(2)},
  });
}

/// The worst error of pow over a grid of bases in both directions from 1 and exponents that use the range of results.
template <class E>
auto worst_power(E largest_logarithm) -> double {
  auto worst = 0.0;
  for (int i = 1; i <= 400; ++i)
    for (int j = -150; j <= 150; ++j) {
      auto const base = static_cast<E>(std::exp2(0.0371 * i * (i % 2 == 0 ? 1 : -1)));
      auto const exponent = static_cast<E>(j) / E(150) * largest_logarithm / std::fabs(std::log(base));
      auto const exact = std::pow(static_cast<oracle_t<E>>(base), static_cast<oracle_t<E>>(exponent));
      worst = std::max(worst, ulp_error<E>(math::pow(base, exponent), exact));
    }
  return worst;
}

/// The same over bases next to 1, where the logarithm is small and the exponent large.
template <class E>
auto worst_power_near_one(E largest_logarithm) -> double {
  auto worst = 0.0;
  for (int i = -300; i <= 300; ++i)
    for (int j = -100; j <= 100; ++j) {
      auto const base = E(1) + static_cast<E>(2 * i + 1) * E(0.00091F);
      auto const exponent = static_cast<E>(j) / E(100) * largest_logarithm / std::log(base);
      auto const exact = std::pow(static_cast<oracle_t<E>>(base), static_cast<oracle_t<E>>(exponent));
      worst = std::max(worst, ulp_error<E>(math::pow(base, exponent), exact));
    }
  return worst;
}

}  // namespace math_pow_test

BOOST_AUTO_TEST_SUITE(math_pow)

using namespace math_pow_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_ulp) {
  BOOST_TEST(worst_power(104.0F) <= 1.0);
  BOOST_TEST(worst_power_near_one(104.0F) <= 1.0);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_ulp) {
  if constexpr (oracle_is_wider<double>) {
    BOOST_TEST(worst_power(746.0) <= 1.0);
    BOOST_TEST(worst_power_near_one(746.0) <= 1.0);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_those_of_the_c_standard) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(negative_bases_have_the_powers_of_the_c_library) {
  for (int n = -40; n <= 40; ++n)
    for (auto const base : {-0.3, -1.0, -7.5})
      BOOST_TEST(math::pow(base, static_cast<double>(n)) == std::pow(base, static_cast<double>(n)),
                 boost::test_tools::tolerance(4e-16));
  BOOST_TEST(math::pow(-1.0, 0x1p53 - 1) == -1.0);
  BOOST_TEST(math::pow(-1.0, 0x1p53) == 1.0);
  BOOST_TEST(std::isnan(math::pow(-1.0, 0x1p51 + 0.5)));
}

BOOST_AUTO_TEST_SUITE_END()
