// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/sin.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_sin_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::sin(x); };
auto const exact = [](auto x) { return std::sin(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::sin(E(0)), E(0)},
      {math::sin(E(-0.0F)), E(-0.0F)},
      {math::sin(smallest<E>), smallest<E>},
      {math::sin(infinite<E>), no_number<E>},
      {math::sin(-infinite<E>), no_number<E>},
      {math::sin(no_number<E>), no_number<E>},
  });
}

}  // namespace math_sin_test

BOOST_AUTO_TEST_SUITE(math_sin)

using namespace math_sin_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_6_ulp_everywhere) {
  auto const everywhere = worst_on_encodings<float>(function, exact, 200'000);
  BOOST_TEST(everywhere.error <= 1.6, "error " << everywhere.error << " at " << everywhere.at);
  auto const near_zero = worst_on<float>(function, exact, -7.0F, 7.0F, 200'000);
  BOOST_TEST(near_zero.error <= 1.6, "error " << near_zero.error << " at " << near_zero.at);
  auto const far = worst_on<float>(function, exact, -0x1p14F, 0x1p14F, 200'000);
  BOOST_TEST(far.error <= 1.6, "error " << far.error << " at " << far.at);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_6_ulp_everywhere) {
  if constexpr (oracle_is_wider<double>) {
    auto const everywhere = worst_on_encodings<double>(function, exact, 100'000);
    BOOST_TEST(everywhere.error <= 1.6, "error " << everywhere.error << " at " << everywhere.at);
    auto const near_zero = worst_on<double>(function, exact, -7.0, 7.0, 100'000);
    BOOST_TEST(near_zero.error <= 1.6, "error " << near_zero.error << " at " << near_zero.at);
    auto const far = worst_on<double>(function, exact, -0x1p30, 0x1p30, 200'000);
    BOOST_TEST(far.error <= 1.6, "error " << far.error << " at " << far.at);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
