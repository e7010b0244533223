// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/tan.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_tan_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::tan(x); };
auto const exact = [](auto x) { return std::tan(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::tan(E(0)), E(0)},
      {math::tan(E(-0.0F)), E(-0.0F)},
      {math::tan(smallest<E>), smallest<E>},
      {math::tan(-smallest<E>), -smallest<E>},
      {math::tan(infinite<E>), no_number<E>},
      {math::tan(-infinite<E>), no_number<E>},
      {math::tan(no_number<E>), no_number<E>},
  });
}

}  // namespace math_tan_test

BOOST_AUTO_TEST_SUITE(math_tan)

using namespace math_tan_test;

BOOST_AUTO_TEST_CASE(float_is_within_1_5_ulp_everywhere) {
  auto const everywhere = worst_on_encodings<float>(function, exact, 200'000);
  BOOST_TEST(everywhere.error <= 1.5, "error " << everywhere.error << " at " << everywhere.at);
  auto const near_zero = worst_on<float>(function, exact, -7.0F, 7.0F, 200'000);
  BOOST_TEST(near_zero.error <= 1.5, "error " << near_zero.error << " at " << near_zero.at);
  auto const far = worst_on<float>(function, exact, -0x1p14F, 0x1p14F, 200'000);
  BOOST_TEST(far.error <= 1.5, "error " << far.error << " at " << far.at);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_everywhere) {
  if constexpr (oracle_is_wider<double>) {
    auto const everywhere = worst_on_encodings<double>(function, exact, 100'000);
    BOOST_TEST(everywhere.error <= 1.5, "error " << everywhere.error << " at " << everywhere.at);
    auto const near_zero = worst_on<double>(function, exact, -7.0, 7.0, 100'000);
    BOOST_TEST(near_zero.error <= 1.5, "error " << near_zero.error << " at " << near_zero.at);
    auto const far = worst_on<double>(function, exact, -0x1p30, 0x1p30, 150'000);
    BOOST_TEST(far.error <= 1.5, "error " << far.error << " at " << far.at);
  }
}

BOOST_AUTO_TEST_CASE(next_to_zeros_and_poles_nothing_is_lost) {
  auto const quarter = std::acos(0.0L);
  for (int i = 1; i <= 10'000; ++i) {
    auto const x = static_cast<float>(i * quarter);
    BOOST_TEST(ulp_error<float>(math::tan(x), std::tan(static_cast<double>(x))) <= 1.5, "at " << x);
    auto const y = static_cast<double>(67'001 * i * quarter);
    if constexpr (oracle_is_wider<double>)
      BOOST_TEST(ulp_error<double>(math::tan(y), std::tan(static_cast<long double>(y))) <= 1.5, "at " << y);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
