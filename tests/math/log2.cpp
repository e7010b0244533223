// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/log2.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_log2_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::log2(x); };
auto const exact = [](auto x) { return std::log2(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::log2(E(0)), -infinite<E>},
      {math::log2(E(-0.0F)), -infinite<E>},
      {math::log2(E(1)), E(0)},
      {math::log2(E(8)), E(3)},
      {math::log2(E(0x1p-100F)), E(-100)},
      {math::log2(E(0x1p127F)), E(127)},
      {math::log2(smallest<E>), E(std::numeric_limits<E>::min_exponent - std::numeric_limits<E>::digits)},
      {math::log2(E(-1)), no_number<E>},
      {math::log2(-smallest<E>), no_number<E>},
      {math::log2(-infinite<E>), no_number<E>},
      {math::log2(infinite<E>), infinite<E>},
      {math::log2(no_number<E>), no_number<E>},
  });
}

}  // namespace math_log2_test

BOOST_AUTO_TEST_SUITE(math_log2)

using namespace math_log2_test;

BOOST_AUTO_TEST_CASE(float_is_within_0_9_ulp_on_every_scale) {
  expect_within<float>(0.9, function, exact, {{0.4F, 2.5F}, {0.9F, 1.1F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_0_9_ulp_on_every_scale) {
  expect_within<double>(0.9, function, exact, {{0.4, 2.5}, {0.9, 1.1}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
