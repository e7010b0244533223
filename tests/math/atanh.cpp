// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/atanh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_atanh_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::atanh(x); };
auto const exact = [](auto x) { return std::atanh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::atanh(E(0)), E(0)},
      {math::atanh(E(-0.0F)), E(-0.0F)},
      {math::atanh(smallest<E>), smallest<E>},
      {math::atanh(E(1)), infinite<E>},
      {math::atanh(E(-1)), -infinite<E>},
      {math::atanh(E(1.1F)), no_number<E>},
      {math::atanh(E(-1.1F)), no_number<E>},
      {math::atanh(infinite<E>), no_number<E>},
      {math::atanh(-infinite<E>), no_number<E>},
      {math::atanh(no_number<E>), no_number<E>},
  });
}

}  // namespace math_atanh_test

BOOST_AUTO_TEST_SUITE(math_atanh)

using namespace math_atanh_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_5_ulp_on_every_scale) {
  expect_within<float>(1.5, function, exact, {{-1.0F, 1.0F}, {0.2F, 0.5F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  expect_within<double>(1.5, function, exact, {{-1.0, 1.0}, {0.2, 0.5}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
