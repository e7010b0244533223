// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/sigmoid.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_sigmoid_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::sigmoid(x); };
auto const exact = [](auto x) {
  auto const e = std::exp(-std::fabs(x));
  return (x < 0 ? e : 1) / (1 + e);
};

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::sigmoid(E(0)), E(0.5F)},
                             {math::sigmoid(E(-0.0F)), E(0.5F)},
                             {math::sigmoid(infinite<E>), E(1)},
                             {math::sigmoid(-infinite<E>), E(0)},
                             {math::sigmoid(no_number<E>), no_number<E>},
                             {math::sigmoid(E(800)), E(1)},
                             {math::sigmoid(E(-800)), E(0)},
                             {math::sigmoid(largest<E>), E(1)},
                             {math::sigmoid(-largest<E>), E(0)}});
}

}  // namespace math_sigmoid_test

BOOST_AUTO_TEST_SUITE(math_sigmoid)

using namespace math_sigmoid_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_97_ulp_on_every_scale) {
  expect_within<float>(1.97, function, exact, {{-10.0F, 10.0F}, {-104.5F, -86.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_2_0_ulp_on_every_scale) {
  expect_within<double>(2.0, function, exact, {{-20.0, 20.0}, {-746.0, -700.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
