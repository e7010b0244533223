// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/laws.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace rules_laws_test {

namespace tl = tapeless;
using in_graph::root;
using in_graph::same;
using tl::op;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto s = tl::input<"s">;

constexpr auto zero_times = 0 * x;
constexpr auto minus_itself = x - x;
constexpr auto over_itself = x / x;

constexpr double const not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double const infinite = std::numeric_limits<double>::infinity();

}  // namespace rules_laws_test

BOOST_AUTO_TEST_SUITE(rules_laws)

using namespace rules_laws_test;

BOOST_AUTO_TEST_CASE(constants_fold_where_the_result_is_finite) {
  BOOST_TEST(same(tl::number(2) + 3, tl::number(5)));
  BOOST_TEST(same(exp(tl::number(0)), tl::number(1)));
  BOOST_TEST(same(tl::pow(tl::number(-2), 3), tl::number(-8)));
  BOOST_TEST(same((tl::number(2) * 3 - 1) * x, 5 * x));
}
BOOST_AUTO_TEST_CASE(constants_stay_where_the_result_is_not_finite) {
  BOOST_TEST((root(tl::number(1) / 0) == op::divide));
  BOOST_TEST((root(log(tl::number(-1))) == op::log));
  BOOST_TEST((root(exp(tl::number(1000))) == op::exp));
}
BOOST_AUTO_TEST_CASE(x_plus_zero_is_x) {
  BOOST_TEST(same(x + 0, x));
  BOOST_TEST(same(0 + x, x));
}
BOOST_AUTO_TEST_CASE(x_minus_zero_is_x_and_zero_minus_x_is_the_negative) {
  BOOST_TEST(same(x - 0, x));
  BOOST_TEST(same(0 - x, -x));
}
BOOST_AUTO_TEST_CASE(x_times_one_is_x) {
  BOOST_TEST(same(x * 1, x));
  BOOST_TEST(same(1 * x, x));
}
BOOST_AUTO_TEST_CASE(x_times_minus_one_is_the_negative) {
  BOOST_TEST(same(x * -1, -x));
  BOOST_TEST(same(-1 * x, -x));
}
BOOST_AUTO_TEST_CASE(x_over_one_is_x_and_one_over_x_stays) {
  BOOST_TEST(same(x / 1, x));
  BOOST_TEST((root(1 / x) == op::divide));
}
BOOST_AUTO_TEST_CASE(a_neutral_operand_of_larger_shape_still_widens_the_result) {
  constexpr auto zeros = tl::grad(s, x);  // s does not depend on x: three zeros
  BOOST_TEST((root(s + zeros) == op::broadcast));
  BOOST_TEST(!same(s + zeros, s));
  BOOST_TEST(same(sum(s + zeros), 3 * s));
}
BOOST_AUTO_TEST_CASE(a_double_negation_is_x) { BOOST_TEST(same(-(-x), x)); }
BOOST_AUTO_TEST_CASE(a_negated_difference_swaps) { BOOST_TEST(same(-(x - y), y - x)); }
BOOST_AUTO_TEST_CASE(a_sum_with_a_negative_is_a_difference) {
  BOOST_TEST(same(x + -y, x - y));
  BOOST_TEST(same(-x + y, y - x));
  BOOST_TEST(same(x - -y, x + y));
}
BOOST_AUTO_TEST_CASE(the_sum_of_two_negatives_is_the_negative_sum) { BOOST_TEST(same(-x + -y, -(x + y))); }
BOOST_AUTO_TEST_CASE(signs_move_out_of_products_and_quotients) {
  BOOST_TEST(same(-x % y, -(x % y)));
  BOOST_TEST(same(x % -y, -(x % y)));
  BOOST_TEST(same(-x % -y, x % y));
  BOOST_TEST(same(-x / y, -(x / y)));
  BOOST_TEST(same(x / -y, -(x / y)));
}
BOOST_AUTO_TEST_CASE(x_times_x_is_a_square) { BOOST_TEST(same(x % x, square(x))); }
BOOST_AUTO_TEST_CASE(constant_factors_gather) {
  BOOST_TEST(same(2 * (3 * x), 6 * x));
  BOOST_TEST(same((x * 2) * 4, 8 * x));
  BOOST_TEST((root(1e200 * (1e200 * x)) == op::multiply));  // 1e400 is no double
  BOOST_TEST(in_graph::count(op::multiply, 1e200 * (1e200 * x)) == 2u);
}
BOOST_AUTO_TEST_CASE(the_first_and_second_power_are_x_and_its_square) {
  BOOST_TEST(same(tl::pow(x, 1), x));
  BOOST_TEST(same(tl::pow(x, 2), square(x)));
  BOOST_TEST((root(tl::pow(x, 0.5)) == op::power));
  BOOST_TEST((root(tl::pow(x, 3)) == op::power));
}
BOOST_AUTO_TEST_CASE(a_sum_and_a_product_do_not_depend_on_the_order) {
  BOOST_TEST(same(x + y, y + x));
  BOOST_TEST(same(x % y, y % x));
  BOOST_TEST(!same(x - y, y - x));
  BOOST_TEST(!same(x / y, y / x));
}
BOOST_AUTO_TEST_CASE(a_broadcast_is_implied_by_the_other_operand) {
  BOOST_TEST(same(tl::grad(sum(square(x)), x), 2 * x));
  BOOST_TEST(in_graph::count(op::broadcast, tl::grad(sum(x % y), x)) == 0u);
}
BOOST_AUTO_TEST_CASE(a_broadcast_moves_out_of_an_elementwise_function) {
  // the gradient of Σx is a broadcast 1; exp of it is one exponential of a scalar, which folds
  BOOST_TEST((root(exp(tl::grad(sum(x), x))) == op::broadcast));
  BOOST_TEST(in_graph::count(op::exp, exp(tl::grad(sum(x), x))) == 0u);
}
BOOST_AUTO_TEST_CASE(no_law_hides_a_nan) {
  BOOST_TEST((root(zero_times) == op::multiply));
  BOOST_TEST((root(minus_itself) == op::subtract));
  BOOST_TEST((root(over_itself) == op::divide));
  double const bad[]{infinite, not_a_number, 0};
  auto const times = tl::evaluate<double, zero_times>(tl::bind(x, bad));
  auto const minus = tl::evaluate<double, minus_itself>(tl::bind(x, bad));
  auto const over = tl::evaluate<double, over_itself>(tl::bind(x, bad));
  for (std::uint32_t i = 0; i < 2; ++i) {
    BOOST_TEST(std::isnan(times[i]));
    BOOST_TEST(std::isnan(minus[i]));
    BOOST_TEST(std::isnan(over[i]));
  }
  BOOST_TEST(std::isnan(over[2]));
}

BOOST_AUTO_TEST_SUITE_END()
