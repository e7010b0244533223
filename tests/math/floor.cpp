// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/floor.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_floor_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::floor(x); };
auto const exact = [](auto x) { return std::floor(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::floor(E(0)), E(0)},
      {math::floor(E(-0.0F)), E(-0.0F)},
      {math::floor(smallest<E>), E(0)},
      {math::floor(-smallest<E>), E(-1)},
      {math::floor(E(0.75F)), E(0)},
      {math::floor(E(-0.25F)), E(-1)},
      {math::floor(E(1)), E(1)},
      {math::floor(E(-3)), E(-3)},
      {math::floor(E(-2.5F)), E(-3)},
      {math::floor(E(0x1p22F) + E(0.5F)), E(0x1p22F)},
      {math::floor(-E(0x1p22F) - E(0.5F)), -E(0x1p22F) - E(1)},
      {math::floor(largest<E>), largest<E>},
      {math::floor(infinite<E>), infinite<E>},
      {math::floor(-infinite<E>), -infinite<E>},
      {math::floor(no_number<E>), no_number<E>},
  });
}

}  // namespace math_floor_test

BOOST_AUTO_TEST_SUITE(math_floor)

using namespace math_floor_test;

BOOST_AUTO_TEST_CASE(every_number_goes_to_the_largest_integer_that_is_not_above_it) {
  BOOST_TEST(worst_on_encodings<float>(function, exact, 400'000).error == 0.0);
  BOOST_TEST(worst_on_encodings<double>(function, exact, 400'000).error == 0.0);
  BOOST_TEST(worst_on<float>(function, exact, -50.0F, 50.0F, 801).error == 0.0);
  BOOST_TEST(worst_on<double>(function, exact, -50.0, 50.0, 801).error == 0.0);
  constexpr auto spacing = math::ieee_format<double>::integer_spacing;
  for (int i = -64; i <= 64; ++i) {
    auto const x = spacing / 2 + i * 0.5;
    BOOST_TEST(math::floor(x) == std::floor(x));
    BOOST_TEST(math::floor(-x) == std::floor(-x));
    BOOST_TEST(math::floor(spacing + i) == spacing + i);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
