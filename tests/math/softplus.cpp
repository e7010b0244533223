// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/softplus.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "expect_within.hpp"

namespace math_softplus_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::softplus(x); };
auto const exact = [](auto x) { return std::log1p(std::exp(-std::fabs(x))) + (x > 0 ? x : 0); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::softplus(infinite<E>), infinite<E>},
                             {math::softplus(-infinite<E>), E(0)},
                             {math::softplus(no_number<E>), no_number<E>},
                             {math::softplus(largest<E>), largest<E>},
                             {math::softplus(-largest<E>), E(0)},
                             {math::softplus(E(1000)), E(1000)},
                             {math::softplus(E(-1000)), E(0)}});
}

}  // namespace math_softplus_test

BOOST_AUTO_TEST_SUITE(math_softplus)

using namespace math_softplus_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_8_ulp_on_every_scale) {
  expect_within<float>(1.8, function, exact, {{-10.0F, 20.0F}, {-104.5F, -86.0F}});
}

BOOST_AUTO_TEST_CASE(double_is_within_1_8_ulp_on_every_scale) {
  expect_within<double>(1.8, function, exact, {{-20.0, 40.0}, {-746.0, -700.0}});
}

BOOST_AUTO_TEST_CASE(that_of_minus_the_size_is_what_softplus_of_it_is) {
  for (float x = -110; x <= 110; x += 0.37F) BOOST_TEST(math::softplus_of_negative(x) == math::softplus(-std::abs(x)));
  BOOST_TEST(math::softplus_of_negative(0.0F) > 0.69F);
  static_assert(math::softplus_of_negative(3.0) == math::softplus(-3.0));
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
