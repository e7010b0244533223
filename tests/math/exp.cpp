// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/exp.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_exp_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::exp(x); };
auto const exact = [](auto x) { return std::exp(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::exp(E(0)), E(1)},
                             {math::exp(E(-0.0F)), E(1)},
                             {math::exp(infinite<E>), infinite<E>},
                             {math::exp(-infinite<E>), E(0)},
                             {math::exp(no_number<E>), no_number<E>},
                             {math::exp(E(1000)), infinite<E>},
                             {math::exp(E(-1000)), E(0)},
                             {math::exp(largest<E>), infinite<E>},
                             {math::exp(-largest<E>), E(0)},
                             {math::exp(smallest<E>), E(1)}});
}

}  // namespace math_exp_test

BOOST_AUTO_TEST_SUITE(math_exp)

using namespace math_exp_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_05_ulp_on_every_scale) {
  expect_within<float>(1.05, function, exact, {{-1.0F, 1.0F}, {-104.5F, -86.0F}, {80.0F, 88.8F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_05_ulp_on_every_scale) {
  expect_within<double>(1.05, function, exact, {{-1.0, 1.0}, {-746.0, -707.0}, {700.0, 709.9}});
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_last_finite_value_and_the_first_infinity_are_neighbours) {
  auto const last = math::exponential_constants<double>::largest;
  BOOST_TEST(std::isfinite(math::exp(last)));
  BOOST_TEST(std::isinf(math::exp(std::nextafter(last, infinite<double>))));
  auto const last_float = math::exponential_constants<float>::largest;
  BOOST_TEST(std::isfinite(math::exp(last_float)));
  BOOST_TEST(std::isinf(math::exp(std::nextafter(last_float, infinite<float>))));
}

BOOST_AUTO_TEST_SUITE_END()
