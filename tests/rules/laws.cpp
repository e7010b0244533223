// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/rules/laws.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/rules/primitive.hpp"
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

constexpr auto opposite_factors = 2 * x + -3 * x;
constexpr auto zero_factor = 0 * x + -3 * x;

struct cube {
  static constexpr std::string_view name = "cube";
  template <class T>
  static constexpr T value(T a) {
    return a * a * a;
  }
  template <class Term>
  static constexpr Term derivative(Term a, Term) {
    return 3 * square(a);
  }
};

constexpr double const not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double const infinite = std::numeric_limits<double>::infinity();

/// What the laws make of e is e, alone and for each sample of a batch.
template <class E>
void laws_keep(E const& e) {
  computed::expect_laws_keep(e);
  computed::expect_laws_keep(tl::batch<3>(e), {.samples = 2});
}

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
BOOST_AUTO_TEST_CASE(constants_gather_only_within_the_range_of_a_float) {
  BOOST_TEST(in_graph::count(op::multiply, 1e30 * (1e30 * x)) == 2u);
  BOOST_TEST(in_graph::count(op::multiply, 1e-25 * (1e-25 * x)) == 2u);
  BOOST_TEST(in_graph::count(op::multiply, -1e-25 * (1e-13 * x)) == 2u);
  BOOST_TEST(same(1e-25 * (1e-12 * x), 1e-25 * 1e-12 * x));
  BOOST_TEST(same(1e30 * (1e8 * x), 1e30 * 1e8 * x));
  BOOST_TEST(same(1e80 * (1e-80 * x), 1e80 * 1e-80 * x));
  BOOST_TEST(same(0 * (1e-30 * x), 0 * x));
  BOOST_TEST((root(3e38 * x + 3e38 * x) == op::add));
  BOOST_TEST(same(1e38 * x + 2e38 * x, 3e38 * x));
}
BOOST_AUTO_TEST_CASE(the_zeroth_power_is_one) {
  BOOST_TEST(same(tl::pow(s, 0), tl::number(1)));
  BOOST_TEST((root(tl::pow(x, 0)) == op::broadcast));
  BOOST_TEST(same(sum(tl::pow(x, 0)), tl::number(3)));
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
BOOST_AUTO_TEST_CASE(a_broadcast_is_implied_in_a_choice) {
  constexpr auto ones = tl::grad(sum(x), x);  // a 1, three times
  BOOST_TEST(same(tl::where(s, y, ones), tl::where(s, y, 1)));
  BOOST_TEST(same(tl::where(ones % s, x, y), tl::where(s, x, y)));
  BOOST_TEST(same(tl::where(s, ones, 0) + y, tl::where(s, 1, 0) + y));
  BOOST_TEST((root(tl::where(s, ones, 0)) == op::broadcast));
}
BOOST_AUTO_TEST_CASE(a_broadcast_moves_out_of_an_elementwise_function) {
  // the gradient of Σx is a broadcast 1; exp of it is one exponential of a scalar, which folds
  BOOST_TEST((root(exp(tl::grad(sum(x), x))) == op::broadcast));
  BOOST_TEST(in_graph::count(op::exp, exp(tl::grad(sum(x), x))) == 0u);
}
BOOST_AUTO_TEST_CASE(equal_terms_gather) {
  BOOST_TEST(same(x + x, 2 * x));
  BOOST_TEST(same(2 * x + 3 * x, 5 * x));
  BOOST_TEST(same(x + 3 * x, 4 * x));
  BOOST_TEST(same(-2 * x + -3 * x, -5 * x));
  BOOST_TEST(same(tl::grad(dot(x, x), x), 2 * x));
}
BOOST_AUTO_TEST_CASE(terms_of_different_signs_or_sizes_stay_a_sum) {
  BOOST_TEST((root(opposite_factors) == op::add));  // ∞ − ∞ is NaN, −∞ is not
  BOOST_TEST((root(zero_factor) == op::add));
  BOOST_TEST((root(2 * x + 3 * y) == op::add));
  BOOST_TEST((root(1e200 * x + 1e200 * x) == op::add));  // constants of this size are not folded
  BOOST_TEST((root(2 * x - 3 * x) == op::subtract));
}
BOOST_AUTO_TEST_CASE(an_even_function_drops_a_sign) {
  BOOST_TEST(same(square(-x), square(x)));
  BOOST_TEST(same(abs(-x), abs(x)));
  BOOST_TEST(same(cos(-x), cos(x)));
  BOOST_TEST(same(cosh(-x), cosh(x)));
}
BOOST_AUTO_TEST_CASE(an_odd_function_hands_a_sign_out) {
  BOOST_TEST(same(sin(-x), -sin(x)));
  BOOST_TEST(same(tan(-x), -tan(x)));
  BOOST_TEST(same(asin(-x), -asin(x)));
  BOOST_TEST(same(atan(-x), -atan(x)));
  BOOST_TEST(same(sinh(-x), -sinh(x)));
  BOOST_TEST(same(tanh(-x), -tanh(x)));
  BOOST_TEST(same(asinh(-x), -asinh(x)));
  BOOST_TEST(same(atanh(-x), -atanh(x)));
  BOOST_TEST(same(cbrt(-x), -cbrt(x)));
  BOOST_TEST(same(erf(-x), -erf(x)));
  BOOST_TEST(same(sign(-x), -sign(x)));
}
BOOST_AUTO_TEST_CASE(a_function_that_is_neither_keeps_the_sign) {
  BOOST_TEST((root(exp(-x)) == op::exp && in_graph::count(op::negate, exp(-x)) == 1));
  BOOST_TEST((root(acos(-x)) == op::acos && in_graph::count(op::negate, acos(-x)) == 1));
  BOOST_TEST((root(erfc(-x)) == op::erfc && in_graph::count(op::negate, erfc(-x)) == 1));
  BOOST_TEST((root(floor(-x)) == op::floor && in_graph::count(op::negate, floor(-x)) == 1));
}
BOOST_AUTO_TEST_CASE(the_larger_and_the_smaller_of_x_and_x_are_x) {
  BOOST_TEST(same(tl::maximum(x, x), x));
  BOOST_TEST(same(tl::minimum(x + y, x + y), x + y));
  BOOST_TEST((root(tl::maximum(x, y)) == op::maximum));
}
BOOST_AUTO_TEST_CASE(a_choice_that_is_decided_is_what_was_chosen) {
  BOOST_TEST(same(tl::where(tl::number(1), x, y), x));
  BOOST_TEST(same(tl::where(tl::number(0), x, y), y));
  BOOST_TEST(same(tl::where(tl::number(-1), x, y), y));
  BOOST_TEST(same(tl::where(y, x, x), x));
  BOOST_TEST((root(tl::where(y, s, s)) == op::select));  // three numbers, s is one
  BOOST_TEST((root(tl::where(tl::number(1), s, x)) == op::select));
}
BOOST_AUTO_TEST_CASE(a_choice_asks_for_the_sign_of_its_condition_anyway) {
  BOOST_TEST(same(tl::where(x > 0, x, y), tl::where(x, x, y)));
  BOOST_TEST(!same(tl::where(x >= 0, x, y), tl::where(x, x, y)));
  BOOST_TEST(!same(tl::where(x > 1, x, y), tl::where(x, x, y)));
}
BOOST_AUTO_TEST_CASE(a_choice_within_a_choice_by_the_same_condition_is_decided) {
  BOOST_TEST(same(tl::where(s, tl::where(s, x, y), 2), tl::where(s, x, 2)));
  BOOST_TEST(same(tl::where(s, 2, tl::where(s, x, y)), tl::where(s, 2, y)));
  BOOST_TEST(in_graph::count(op::select, tl::where(s, tl::where(x, x, y), 2)) == 2u);
}
BOOST_AUTO_TEST_CASE(two_choices_by_one_condition_are_one) {
  BOOST_TEST(same(tl::where(s, x, 0) + tl::where(s, 0, y), tl::where(s, x, y)));
  BOOST_TEST(same(tl::where(s, x, 0) + tl::where(s, y, 0), tl::where(s, x + y, 0)));
  BOOST_TEST(same(tl::where(s, x, y) + tl::where(s, 0, x), tl::where(s, x, x + y)));
  BOOST_TEST((root(tl::where(s, x, 0) + tl::where(x, 0, y)) == op::add));
  BOOST_TEST((root(tl::where(s, x, y) + tl::where(s, y, x)) == op::add));  // would save nothing
}
BOOST_AUTO_TEST_CASE(a_primitive_of_equal_elements_is_computed_once) {
  constexpr auto ones = tl::grad(s * sum(x), x);  // s three times
  BOOST_TEST((root(tl::primitive<cube>(ones)) == op::broadcast));
  BOOST_TEST(same(sum(tl::primitive<cube>(ones)), 3 * tl::primitive<cube>(s)));
  BOOST_TEST((root(tl::primitive<cube>(tl::number(2))) == op::unary_primitive));  // its value is the user's
}
BOOST_AUTO_TEST_CASE(no_law_changes_a_number) {
  laws_keep((tl::number(2) * 3 - 1) * x);
  laws_keep(-(x - y) + (0 - x) / 1 + -1 * y);
  laws_keep(-x % y / -x + (x + -y) - -x);
  laws_keep((-x + -y) % (x % x));
  laws_keep(2 * (3 * x) + x * 2 * 4);
  laws_keep(tl::pow(x, 0) + tl::pow(x, 1) + tl::pow(x, 2));
  laws_keep(x + x + 3 * x + (-2 * y + -3 * y));
  laws_keep(square(-x) + abs(-x) + cos(-x) + cosh(-x));
  laws_keep(sin(-x) + tan(-x) + asin(-x / 2) + atan(-x) + sinh(-x) + tanh(-x) + asinh(-x) + atanh(-x / 2) + cbrt(-x) +
            erf(-x) + sign(-x));
  laws_keep(tl::maximum(x, x) + tl::minimum(y, y));
  laws_keep(tl::where(tl::number(1), x, y) % tl::where(tl::number(0), x, y) + tl::where(y, x, x));
  laws_keep(tl::where(tl::number(1), s, x) + tl::where(y, s, s));
  laws_keep(tl::where(s, tl::grad(sum(x), x), 0) + tl::where(s, y, tl::grad(s * sum(x), x)));
  laws_keep(tl::where(x > 0, tl::where(x, x, y), 2) + tl::where(y, 2, tl::where(y > 0, x, y)));
  laws_keep(tl::where(x, x, 0) + tl::where(x, 0, y) + (tl::where(y, x, 0) + tl::where(y, y, 0)));
  laws_keep(tl::primitive<cube>(tl::grad(s * sum(x), x)) + exp(tl::grad(s * sum(x), x)));
  laws_keep((s + tl::grad(s, x)) % tl::grad(sum(square(x)), x));
}
BOOST_AUTO_TEST_CASE(a_sum_that_is_not_a_number_stays_none) {
  double const bad[]{infinite, -infinite, not_a_number};
  auto const opposite = tl::evaluate<double, opposite_factors>(tl::bind(x, bad));
  auto const zero = tl::evaluate<double, zero_factor>(tl::bind(x, bad));
  for (std::uint32_t i = 0; i < 3; ++i) {
    BOOST_TEST(std::isnan(opposite[i]));
    BOOST_TEST(std::isnan(zero[i]));
  }
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
