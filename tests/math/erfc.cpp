// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/erfc.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_erfc_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::erfc(x); };
auto const exact = [](auto x) { return std::erfc(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::erfc(E(0)), E(1)},
      {math::erfc(E(-0.0F)), E(1)},
      {math::erfc(smallest<E>), E(1)},
      {math::erfc(infinite<E>), E(0)},
      {math::erfc(-infinite<E>), E(2)},
      {math::erfc(largest<E>), E(0)},
      {math::erfc(-largest<E>), E(2)},
      {math::erfc(E(-7)), E(2)},
      {math::erfc(E(28)), E(0)},
      {math::erfc(no_number<E>), no_number<E>},
  });
}

}  // namespace math_erfc_test

BOOST_AUTO_TEST_SUITE(math_erfc)

using namespace math_erfc_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_9_ulp_on_every_scale) {
  expect_within<float>(1.9, function, exact, {{-4.0F, 2.0F}, {0.4F, 1.8F}, {1.0F, 10.1F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_9_ulp_on_every_scale) {
  expect_within<double>(1.9, function, exact, {{-4.0, 2.0}, {0.4, 1.8}, {1.0, 27.3}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_tail_goes_through_the_subnormal_numbers_to_zero) {
  // erfc leaves the normal numbers at 9.19 and 26.54, and rounds to zero from 10.055 and 27.23 on.
  auto const subnormal_float = worst_on<float>(function, exact, 9.19F, 10.2F, 100'000);
  BOOST_TEST(subnormal_float.error <= 1.1, "error " << subnormal_float.error << " at " << subnormal_float.at);
  BOOST_TEST(math::erfc(10.0F) > 0.0F);
  BOOST_TEST(math::erfc(10.1F) == 0.0F);
  if constexpr (oracle_is_wider<double>) {
    auto const subnormal_double = worst_on<double>(function, exact, 26.55, 27.3, 100'000);
    BOOST_TEST(subnormal_double.error <= 1.1, "error " << subnormal_double.error << " at " << subnormal_double.at);
  }
  static_assert(math::erfc(27.2) > 0.0 && math::erfc(27.2) < std::numeric_limits<double>::min());
  static_assert(math::erfc(27.3) == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
