// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/quotient.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace math_quotient_test {

using tapeless::math::quotient;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double numbers[]{0.0,     -0.0,  1.0,      -3.0,     0.1,       5e-324,
                           -1e-300, 1e300, -1.7e308, infinite, -infinite, not_a_number};
constexpr std::size_t count = std::size(numbers);

struct table {
  double value[count][count]{};
};
constexpr table in_compiler = [] {
  table all{};
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j) all.value[i][j] = quotient(numbers[i], numbers[j]);
  return all;
}();
static_assert(quotient(1.0F, 0.0F) == std::numeric_limits<float>::infinity());
static_assert(quotient(1e30F, 1e-30F) == std::numeric_limits<float>::infinity());

}  // namespace math_quotient_test

BOOST_AUTO_TEST_SUITE(math_quotient)

using namespace math_quotient_test;

BOOST_AUTO_TEST_CASE(a_constant_expression_has_the_quotient_of_the_machine) {
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j) {
      double const volatile divisor = numbers[j];
      double const of_machine = numbers[i] / divisor;
      BOOST_TEST_CONTEXT(numbers[i] << " / " << numbers[j]) {
        if (std::isnan(of_machine)) {
          BOOST_TEST(std::isnan(in_compiler.value[i][j]));
        } else {
          BOOST_TEST(in_compiler.value[i][j] == of_machine);
          BOOST_TEST(std::signbit(in_compiler.value[i][j]) == std::signbit(of_machine));
        }
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
