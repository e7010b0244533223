// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/large_angle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "tapeless/math/math.hpp"
#include "ulp.hpp"

namespace math_large_angle_test {

using namespace tapeless_test;
namespace math = tapeless::math;

/// Whether Cody and Waite's remainder is Payne and Hanek's. Halfway between two multiples they may choose different
/// ones.
template <class E>
bool agrees_with_small_angles(E x) {
  auto const expected = math::reduce_small_angle(x);
  auto const found = math::reduce_large_angle(x);
  using wide = oracle_t<E>;
  auto const turns = (expected.quarters - found.quarters) / 4;
  if (std::fabs(found.remainder) > E(0.78F)) return true;
  auto const distance = (wide(expected.remainder) - wide(found.remainder)) + (wide(expected.tail) - wide(found.tail));
  auto const bound = wide(std::fabs(found.remainder) * std::numeric_limits<E>::epsilon() / 64);
  return turns == std::rint(turns) && std::fabs(distance) <= bound;
}

/// sin, cos and tan of a constant expression and of run time.
template <class E>
struct three {
  E sine;
  E cosine;
  E tangent;
  friend constexpr bool operator==(three, three) = default;
};
template <class E>
constexpr three<E> functions_of(E x) {
  return {math::sin(x), math::cos(x), math::tan(x)};
}

}  // namespace math_large_angle_test

BOOST_AUTO_TEST_SUITE(math_large_angle)

using namespace math_large_angle_test;

BOOST_AUTO_TEST_CASE(the_reduction_is_that_of_cody_and_waite_where_both_hold) {
  for (int i = 1; i < 20'000; ++i) {
    BOOST_TEST(agrees_with_small_angles(0.7F * static_cast<float>(i)), "float " << 0.7F * static_cast<float>(i));
    BOOST_TEST(agrees_with_small_angles(-5e6 - 53'217.3 * i), "double " << i);
  }
}

BOOST_AUTO_TEST_CASE(the_hardest_numbers_next_to_multiples_of_a_right_angle_are_right) {
  // The floats and doubles that are nearest to a multiple of pi/2, by Kahan's search; their cosines, rounded, by MPFR.
  auto const hard_float = std::ldexp(16'367'173.0F, 72);
  BOOST_TEST(std::fabs(math::cos(hard_float)) == 0x1.bbdd52p-30F);
  auto const hard_double = std::ldexp(6'381'956'970'095'103.0, 797);
  BOOST_TEST(std::fabs(math::cos(hard_double)) == 0x1.14ae72e6ba22fp-61);
  if constexpr (oracle_is_wider<double>) {
    for (auto const x : {hard_double, 1e22, std::numeric_limits<double>::max()}) {
      auto const wide = static_cast<long double>(x);
      BOOST_TEST(ulp_error<double>(math::sin(x), std::sin(wide)) <= 1.5, x);
      BOOST_TEST(ulp_error<double>(math::cos(x), std::cos(wide)) <= 1.5, x);
      BOOST_TEST(ulp_error<double>(math::tan(x), std::tan(wide)) <= 1.5, x);
    }
  }
}

BOOST_AUTO_TEST_CASE(next_to_multiples_of_a_right_angle_nothing_is_lost) {
  auto const quarter = std::acos(0.0L);
  for (int i = 1; i <= 2000; ++i) {
    auto const x = static_cast<float>(std::ldexp(i * quarter, i % 100 + 10));
    BOOST_TEST(ulp_error<float>(math::sin(x), std::sin(static_cast<double>(x))) <= 1.5, "sin " << x);
    BOOST_TEST(ulp_error<float>(math::cos(x), std::cos(static_cast<double>(x))) <= 1.5, "cos " << x);
    BOOST_TEST(ulp_error<float>(math::tan(x), std::tan(static_cast<double>(x))) <= 1.5, "tan " << x);
    if constexpr (oracle_is_wider<double>) {
      auto const y = static_cast<double>(std::ldexp(i * quarter, i % 1000));
      auto const wide = static_cast<long double>(y);
      BOOST_TEST(ulp_error<double>(math::sin(y), std::sin(wide)) <= 1.52, "sin " << y);
      BOOST_TEST(ulp_error<double>(math::cos(y), std::cos(wide)) <= 1.52, "cos " << y);
      BOOST_TEST(ulp_error<double>(math::tan(y), std::tan(wide)) <= 1.5, "tan " << y);
    }
  }
}

BOOST_AUTO_TEST_CASE(constant_expressions_have_the_values_of_run_time) {
  constexpr auto of_float = functions_of(0x1.fffffep127F);
  constexpr auto of_double = functions_of(-1e22);
  static_assert(of_double.sine > 0.8522 && of_double.sine < 0.8523);  // sin(10^22) = -0.8522008497671888
  float volatile x = 0x1.fffffep127F;
  double volatile y = -1e22;
  BOOST_TEST(std::fabs(of_float.sine - functions_of(+x).sine) <= 1e-7F);  // contraction may differ
  BOOST_TEST(std::fabs(of_double.cosine - functions_of(+y).cosine) <= 2e-16);
#if !defined(__FMA__) && !defined(__ARM_FEATURE_FMA)
  BOOST_TEST((of_float == functions_of(+x)));
  BOOST_TEST((of_double == functions_of(+y)));
#endif
}

BOOST_AUTO_TEST_SUITE_END()
