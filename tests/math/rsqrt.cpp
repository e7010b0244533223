// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/rsqrt.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_rsqrt_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::rsqrt(x); };
auto const exact = [](auto x) { return 1 / std::sqrt(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::rsqrt(E(0)), infinite<E>},
      {math::rsqrt(E(-0.0F)), -infinite<E>},
      {math::rsqrt(E(1)), E(1)},
      {math::rsqrt(E(4)), E(0.5F)},
      {math::rsqrt(E(0x1p-148F)), E(0x1p74F)},
      {math::rsqrt(infinite<E>), E(0)},
      {math::rsqrt(E(-1)), no_number<E>},
      {math::rsqrt(-smallest<E>), no_number<E>},
      {math::rsqrt(-infinite<E>), no_number<E>},
      {math::rsqrt(no_number<E>), no_number<E>},
  });
}

}  // namespace math_rsqrt_test

BOOST_AUTO_TEST_SUITE(math_rsqrt)

using namespace math_rsqrt_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_5_ulp_on_every_scale) {
  expect_within<float>(1.5, function, exact, {{1.0F, 4.0F}, {0.9F, 1.1F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  expect_within<double>(1.5, function, exact, {{1.0, 4.0}, {0.9, 1.1}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
