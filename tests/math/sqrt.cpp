// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/sqrt.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_sqrt_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::sqrt(x); };
auto const exact = [](auto x) { return std::sqrt(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::sqrt(E(0)), E(0)},
                             {math::sqrt(E(-0.0F)), E(-0.0F)},
                             {math::sqrt(infinite<E>), infinite<E>},
                             {math::sqrt(-infinite<E>), no_number<E>},
                             {math::sqrt(no_number<E>), no_number<E>},
                             {math::sqrt(E(-1)), no_number<E>},
                             {math::sqrt(E(4)), E(2)},
                             {math::sqrt(E(0x1p100F)), E(0x1p50F)}});
}

}  // namespace math_sqrt_test

BOOST_AUTO_TEST_SUITE(math_sqrt)

using namespace math_sqrt_test;

BOOST_AUTO_TEST_CASE(float_is_within_0_5_ulp_on_every_scale) {
  expect_within<float>(0.5, function, exact, {{0.0F, 4.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_0_5_ulp_on_every_scale) {
  expect_within<double>(0.5, function, exact, {{0.0, 4.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(constant_evaluation_gives_the_bits_of_the_machine) {
  auto different = 0;
  auto encoding = std::uint64_t{0};
  for (int i = 0; i < 200'000; ++i, encoding += 0x0000'53E2'D6238DA3U) {
    auto const x = std::bit_cast<double>(encoding);
    different += same(math::sqrt_by_newton(x), math::sqrt(x)) ? 0 : 1;
    auto const y = std::bit_cast<float>(static_cast<std::uint32_t>(encoding >> 31));
    different += same(math::sqrt_by_newton(y), math::sqrt(y)) ? 0 : 1;
  }
  BOOST_TEST(different == 0);
}

BOOST_AUTO_TEST_CASE(digit_after_digit_come_the_bits_of_the_machine) {
  auto different = 0;
  auto encoding = std::uint64_t{0};
  auto const compare = [&](auto x) {
    if (x - x == 0) different += same(math::sqrt_by_digits(x), math::sqrt(x)) ? 0 : 1;
  };
  for (int i = 0; i < 200'000; ++i, encoding += 0x0000'53E2'D6238DA3U) {
    compare(std::bit_cast<double>(encoding & 0x7fff'ffff'ffff'ffffU));
    compare(std::bit_cast<float>(static_cast<std::uint32_t>(encoding >> 31) & 0x7fff'ffffU));
  }
  for (std::uint32_t bits = 0; bits < 3000; ++bits) {
    compare(std::bit_cast<float>(bits));
    compare(std::bit_cast<double>(std::uint64_t{bits}));
    compare(std::bit_cast<float>(0x7f7f'ffffU - bits));
    compare(std::bit_cast<float>(0x0080'0000U + 1500 - bits));
    compare(std::bit_cast<float>(0x3f80'0000U + 1500 - bits));
  }
  static_assert(math::sqrt_by_digits(2.0F) == 0x1.6a09e6p+0F &&
                math::sqrt_by_digits(0x1p-149F) == math::sqrt(0x1p-149F));
  BOOST_TEST(different == 0);
}

BOOST_AUTO_TEST_CASE(neighbours_of_powers_of_four_round_correctly) {
  static_assert(math::sqrt(2.0) == 0x1.6a09e667f3bcdp+0);
  static_assert(math::sqrt(2.0F) == 0x1.6a09e6p+0F);
  static_assert(math::sqrt(0x1.fffffffffffffp+1) == 0x1.fffffffffffffp+0);
  static_assert(math::sqrt(0x1.0000000000001p+0) == 1.0);
  static_assert(math::sqrt(smallest<double>) == 0x1p-537);
  for (auto const x :
       {0x1.fffffffffffffp+1, 0x1.0000000000001p+0, 0x1.fffffffffffffp-1, 0x1.0000000000001p+2, largest<double>})
    BOOST_TEST(math::sqrt_by_newton(x) == std::sqrt(x));
}

BOOST_AUTO_TEST_SUITE_END()
