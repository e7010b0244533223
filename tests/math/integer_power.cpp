// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/integer_power.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "ulp.hpp"

namespace math_integer_power_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  constexpr auto smallest_power = std::numeric_limits<E>::min_exponent - std::numeric_limits<E>::digits;
  return first_violation<E>({
      {math::integer_power(no_number<E>, 0), E(1)},
      {math::integer_power(E(0), 0), E(1)},
      {math::integer_power(E(7), 1), E(7)},
      {math::integer_power(E(7), -1), E(1) / E(7)},
      {math::integer_power(E(-3), 3), E(-27)},
      {math::integer_power(E(-2), -3), E(-0.125F)},
      {math::integer_power(E(0), -1), infinite<E>},
      {math::integer_power(E(-0.0F), -3), -infinite<E>},
      {math::integer_power(E(-0.0F), 3), E(-0.0F)},
      {math::integer_power(E(10), 500), infinite<E>},
      {math::integer_power(E(-10), 501), -infinite<E>},
      {math::integer_power(E(10), -500), E(0)},
      {math::integer_power(infinite<E>, -2), E(0)},
      {math::integer_power(-infinite<E>, 3), -infinite<E>},
      {math::integer_power(no_number<E>, -2), no_number<E>},
      {math::integer_power(E(2), smallest_power), smallest<E>},
      {math::integer_power(E(0.5F), -100), E(0x1p100F)},
      {math::integer_power(E(1), std::numeric_limits<int>::min()), E(1)},
      {math::integer_power(E(2), 10U), E(1024)},
  });
}

}  // namespace math_integer_power_test

BOOST_AUTO_TEST_SUITE(math_integer_power)

using namespace math_integer_power_test;

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_CASE(the_error_is_at_most_the_exponent_in_ulp) {
  auto worst = 0.0;
  for (int n = -40; n <= 40; ++n)
    for (int i = 1; i <= 2000; ++i) {
      auto const x = 0.25F + 0.0007F * static_cast<float>(i);
      auto const error = ulp_error<float>(math::integer_power(x, n), std::pow(static_cast<double>(x), n));
      if (n != 0) worst = std::max(worst, error / std::abs(n));
    }
  BOOST_TEST(worst <= 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
