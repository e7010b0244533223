// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/tanh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_tanh_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::tanh(x); };
auto const exact = [](auto x) { return std::tanh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::tanh(E(0)), E(0)},
                             {math::tanh(E(-0.0F)), E(-0.0F)},
                             {math::tanh(infinite<E>), E(1)},
                             {math::tanh(-infinite<E>), E(-1)},
                             {math::tanh(no_number<E>), no_number<E>},
                             {math::tanh(largest<E>), E(1)},
                             {math::tanh(-largest<E>), E(-1)},
                             {math::tanh(E(30)), E(1)},
                             {math::tanh(smallest<E>), smallest<E>},
                             {math::tanh(-smallest<E>), -smallest<E>}});
}

}  // namespace math_tanh_test

BOOST_AUTO_TEST_SUITE(math_tanh)

using namespace math_tanh_test;

BOOST_AUTO_TEST_CASE(float_is_within_2_0_ulp_on_every_scale) {
  expect_within<float>(2.0, function, exact, {{-1.0F, 1.0F}, {0.0F, 10.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_2_2_ulp_on_every_scale) {
  expect_within<double>(2.2, function, exact, {{-1.0, 1.0}, {0.0, 20.0}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
