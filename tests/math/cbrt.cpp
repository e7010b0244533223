// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/cbrt.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_cbrt_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::cbrt(x); };
auto const exact = [](auto x) { return std::cbrt(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::cbrt(E(0)), E(0)},
      {math::cbrt(E(-0.0F)), E(-0.0F)},
      {math::cbrt(E(27)), E(3)},
      {math::cbrt(E(-8)), E(-2)},
      {math::cbrt(E(0x1p-126F)), E(0x1p-42F)},
      {math::cbrt(E(0x1p-147F)), E(0x1p-49F)},
      {math::cbrt(infinite<E>), infinite<E>},
      {math::cbrt(-infinite<E>), -infinite<E>},
      {math::cbrt(no_number<E>), no_number<E>},
  });
}

}  // namespace math_cbrt_test

BOOST_AUTO_TEST_SUITE(math_cbrt)

using namespace math_cbrt_test;

BOOST_AUTO_TEST_CASE(float_is_within_0_8_ulp_on_every_scale) {
  expect_within<float>(0.8, function, exact, {{-9.0F, 9.0F}, {0.5F, 1.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_0_7_ulp_on_every_scale) {
  expect_within<double>(0.7, function, exact, {{-9.0, 9.0}, {0.5, 1.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
