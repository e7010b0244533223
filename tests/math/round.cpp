// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/round.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_round_test {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::round(x); };
auto const exact = [](auto x) { return std::nearbyint(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::round(E(0)), E(0)},
      {math::round(E(-0.0F)), E(-0.0F)},
      {math::round(smallest<E>), E(0)},
      {math::round(-smallest<E>), E(-0.0F)},
      {math::round(E(0.5F)), E(0)},
      {math::round(E(-0.5F)), E(-0.0F)},
      {math::round(E(1.5F)), E(2)},
      {math::round(E(2.5F)), E(2)},
      {math::round(E(-2.5F)), E(-2)},
      {math::round(E(-3.5F)), E(-4)},
      {math::round(E(0x1p22F) + E(0.5F)), E(0x1p22F)},
      {math::round(E(0x1p22F) + E(1.5F)), E(0x1p22F) + E(2)},
      {math::round(largest<E>), largest<E>},
      {math::round(infinite<E>), infinite<E>},
      {math::round(-infinite<E>), -infinite<E>},
      {math::round(no_number<E>), no_number<E>},
  });
}

}  // namespace math_round_test

BOOST_AUTO_TEST_SUITE(math_round)

using namespace math_round_test;

BOOST_AUTO_TEST_CASE(every_number_goes_to_its_nearest_integer_and_halves_to_the_even_one) {
  BOOST_TEST(worst_on_encodings<float>(function, exact, 400'000).error == 0.0);
  BOOST_TEST(worst_on_encodings<double>(function, exact, 400'000).error == 0.0);
  BOOST_TEST(worst_on<float>(function, exact, -50.0F, 50.0F, 801).error == 0.0);  // every eighth: all halves
  BOOST_TEST(worst_on<double>(function, exact, -50.0, 50.0, 801).error == 0.0);
  constexpr auto spacing = math::ieee_format<double>::integer_spacing;
  for (int i = -64; i <= 64; ++i) {
    auto const x = spacing / 2 + i * 0.5;
    BOOST_TEST(math::round(x) == std::nearbyint(x));
    BOOST_TEST(math::round(spacing + i) == spacing + i);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
