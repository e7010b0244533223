// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/rules/primitive.hpp"
#include "tapeless/show/text.hpp"

#include <boost/test/unit_test.hpp>

// The expression is compiled, simplified and printed; the print-out must be its own source text.
#define PRINTS_AS_TYPED(...)                                                                                           \
  do {                                                                                                                 \
    static constexpr auto typed = __VA_ARGS__;                                                                         \
    static_assert(tapeless::to_text<typed>().view() == #__VA_ARGS__);                                                  \
    BOOST_TEST(tapeless::to_text<typed>().view() == #__VA_ARGS__);                                                     \
  } while (false)

#define PRINTS(text, ...)                                                                                              \
  do {                                                                                                                 \
    static constexpr auto typed = __VA_ARGS__;                                                                         \
    BOOST_TEST(tapeless::to_text<typed>().view() == text);                                                             \
  } while (false)

namespace {
namespace show_formula_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto B = tl::parameter<"B", 3, 3>;
constexpr auto C = tl::parameter<"C", 3, 3>;
constexpr auto s = tl::scalar<"s">;
constexpr auto r = tl::scalar<"r">;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;

struct twice {
  static constexpr std::string_view name = "twice";
  template <class T>
  static constexpr T value(T operand) {
    return operand + operand;
  }
  template <class Term>
  static constexpr Term derivative(Term operand, Term) {
    return 2 + 0 * operand;
  }
};

}  // namespace show_formula_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_formula)

using namespace show_formula_test;

BOOST_AUTO_TEST_CASE(sums_and_differences_group_to_the_left) {
  PRINTS_AS_TYPED(a - b - c);
  PRINTS_AS_TYPED(a - (b - c));
  PRINTS_AS_TYPED(a + b + c);
  PRINTS_AS_TYPED(a + (b + c));
  PRINTS_AS_TYPED(a - (b + c));
  PRINTS("a - b + c", (a - b) + c);
}

BOOST_AUTO_TEST_CASE(a_sign_binds_tighter_than_every_operator) {
  PRINTS_AS_TYPED(-(a + b));
  PRINTS_AS_TYPED(-a);
  PRINTS_AS_TYPED(-(a % b));
  PRINTS_AS_TYPED(-A * a);
  PRINTS_AS_TYPED(-tanh(a));
  PRINTS("b - a", -a + b);
  PRINTS("b - a", -(a - b));
  PRINTS("-2 + a", a + (-2));
  PRINTS("a - -2", a - (-2));
}

BOOST_AUTO_TEST_CASE(products_of_sums_have_parentheses) {
  PRINTS_AS_TYPED((a + b) % c);
  PRINTS_AS_TYPED(a % (b + c));
  PRINTS_AS_TYPED(a + b % c);
  PRINTS_AS_TYPED(s * (a - b));
  PRINTS("a % b + c", (a % b) + c);
}

BOOST_AUTO_TEST_CASE(matrix_products_keep_their_grouping) {
  PRINTS_AS_TYPED(A * B * C);
  PRINTS_AS_TYPED(A * (B * C));
  PRINTS_AS_TYPED(A * (B * a));
  PRINTS_AS_TYPED(transpose(A) * a);
  PRINTS_AS_TYPED(a * transpose(b));
  PRINTS("transpose(B) * transpose(A)", transpose(A * B));
  PRINTS_AS_TYPED(transpose(a + b) * c);
  PRINTS("transpose(a) * b", dot(a, b));
  PRINTS("a * transpose(b)", outer(a, b));
}

BOOST_AUTO_TEST_CASE(element_by_element_is_percent_and_scaling_is_star) {
  PRINTS_AS_TYPED(a % b);
  PRINTS_AS_TYPED(s * a);
  PRINTS_AS_TYPED(2 * a);
  PRINTS_AS_TYPED(s * r);
  PRINTS("s * a", s % a);
  PRINTS("2 * a", a * 2);
  PRINTS("6 * a", 2 * (3 * a));
}

BOOST_AUTO_TEST_CASE(a_matrix_product_beside_percent_has_parentheses) {
  PRINTS_AS_TYPED((A * a) % b);
  PRINTS_AS_TYPED(a % (A * b));
  PRINTS_AS_TYPED((A * B) % C * a);
}

BOOST_AUTO_TEST_CASE(quotients_group_to_the_left) {
  PRINTS_AS_TYPED(a / b / c);
  PRINTS_AS_TYPED(a / (b / c));
  PRINTS_AS_TYPED(a / (b % c));
  PRINTS_AS_TYPED(a % b / c);
  PRINTS_AS_TYPED(1 / (1 + sin(a)));
  PRINTS_AS_TYPED((a + b) / s);
}

BOOST_AUTO_TEST_CASE(functions_have_their_names) {
  PRINTS_AS_TYPED(pow(a, 3));
  PRINTS_AS_TYPED(pow(a + b, s));
  PRINTS("square(a)", pow(a, 2));
  PRINTS("square(a)", a % a);
  PRINTS_AS_TYPED(maximum(a, b) - minimum(a, b));
  PRINTS_AS_TYPED(xlogy(a, b) + xdivy(a, c) + xmuly(b, c));
  PRINTS_AS_TYPED(exp(a) + expm1(b) - log(c) + log1p(a) + sqrt(b));
  PRINTS_AS_TYPED(abs(a) + sign(a) + sigmoid(b) + relu(c) + softplus(a) + erf(b));
  PRINTS_AS_TYPED(sum(A) + max(a) + logsumexp(b));
  PRINTS_AS_TYPED(softmax(a) - log_softmax(b));
  PRINTS("cross_entropy_with_logits(x, y)", -sum(tl::xlogy(y, softmax(x))));
}

BOOST_AUTO_TEST_CASE(where_shows_its_condition) {
  PRINTS_AS_TYPED(where(a > b, a, b));
  PRINTS_AS_TYPED(where(a + b > 0, c, 0));
  PRINTS("where(a > 0, b, 0)", where(a, b, 0));
  PRINTS("where(b > a, 1, -1)", where(a < b, 1, -1));
  PRINTS("(a > b) % c", (a > b) % c);
}

BOOST_AUTO_TEST_CASE(comparisons_are_operators) {
  PRINTS_AS_TYPED((a == b) % c);
  PRINTS_AS_TYPED((a >= b) % c);
  PRINTS_AS_TYPED(a + (b > c));
  PRINTS_AS_TYPED(where(a >= b, a, c));
  PRINTS_AS_TYPED(where(a == b, a, c));
  PRINTS_AS_TYPED((a > b) == c);
  PRINTS_AS_TYPED(a > (b == c));
}

BOOST_AUTO_TEST_CASE(functions_of_the_whole_table_have_their_names) {
  PRINTS_AS_TYPED(sin(a) + cos(a) + tan(a) + asin(a) + acos(a) + atan(a));
  PRINTS_AS_TYPED(sinh(a) + cosh(a) + asinh(a) + acosh(a) + atanh(a));
  PRINTS_AS_TYPED(log2(a) + rsqrt(a) + cbrt(a) + floor(a) + round(a) + erfc(a));
  PRINTS_AS_TYPED(stop_gradient(a) + atan2(a, b) + hypot(a, b) + over_hypot(a, b));
}

BOOST_AUTO_TEST_CASE(axes_shapes_and_places_are_template_arguments) {
  PRINTS_AS_TYPED(sum<0>(A) + max<0>(B));
  PRINTS_AS_TYPED(sum<1>(A) + logsumexp<1>(B));
  PRINTS_AS_TYPED(softmax<0>(A) + log_softmax<1>(A));
  PRINTS_AS_TYPED(reshape<9>(A));
  PRINTS_AS_TYPED(reshape<1, 9>(A));
  PRINTS_AS_TYPED(slice<0, 1, 2, 2>(A));
  PRINTS_AS_TYPED(concatenate<0>(a, b));
  PRINTS_AS_TYPED(concatenate<1>(A, B));
  PRINTS_AS_TYPED(diagonal(A) + a);
  PRINTS_AS_TYPED(diagonal_matrix(a) * A);
  PRINTS_AS_TYPED(A + broadcast_to<3, 3>(a));
}

BOOST_AUTO_TEST_CASE(losses_are_those_a_user_writes) {
  PRINTS_AS_TYPED(cross_entropy_with_logits(a + b, y));
  PRINTS_AS_TYPED(binary_cross_entropy_with_logits(a + b, c));
  PRINTS_AS_TYPED(binary_cross_entropy_with_logits(s * r, s));
  PRINTS_AS_TYPED(-xlogy(c, sigmoid(a)) - xlogy(1 - c, 1 - sigmoid(a)));
  PRINTS("t1 = a + b\n-xlogy(c, sigmoid(t1)) - xlogy(1 - c, 1 - sigmoid(t1))",
         -xlogy(c, sigmoid(a + b)) - xlogy(1 - c, 1 - sigmoid(a + b)));
}

BOOST_AUTO_TEST_CASE(sums_over_samples) {
  PRINTS("batch_sum(batch<4>(square(x)))", tl::batch_sum(tl::batch<4>(square(x))));
  PRINTS("batch_mean(batch<4>(sum(x)))", tl::batch_mean(tl::batch<4>(sum(x))));
  PRINTS("batch_mean(batch<4>(x * transpose(x)))", tl::batch_mean(tl::batch<4>(outer(x, x))));
  PRINTS("batch_sum(batch<4>(x * transpose(x)))", tl::batch_sum(tl::batch<4>(outer(x, x))));
  PRINTS("A * batch_sum(batch<4>(x))", tl::batch_sum(tl::batch<4>(A * x)));
  PRINTS("batch<4>(tanh(A * x))", tl::batch<4>(tanh(A * x)));
}

BOOST_AUTO_TEST_CASE(a_repeated_scalar_shows_its_shape_only_where_nothing_else_does) {
  PRINTS("broadcast_to<3, 3>(1)", tl::grad(sum(A), A));
  PRINTS("broadcast_to<3, 3>(s)", tl::grad(s * sum(A), A));
  PRINTS("broadcast_to<3>(0)", tl::grad(tl::function_of(sum(A), a), a));
  PRINTS("broadcast_to<3, 3>(s - r)", tl::grad((s - r) * sum(A), A));
  PRINTS("a - 1", a - tl::grad(sum(a), a));
  PRINTS("2 * a", tl::grad(sum(square(a)), a));
}

BOOST_AUTO_TEST_CASE(the_derivative_of_max_goes_to_the_largest) {
  PRINTS("t1 = max(a)\nwhere(t1 > a, 0, 1 / sum(a == t1))", tl::grad(max(a), a));
}

BOOST_AUTO_TEST_CASE(a_user_s_function_has_the_name_it_was_given) {
  PRINTS("twice(a + b)", tl::primitive<twice>(a + b));
}

BOOST_AUTO_TEST_CASE(constants_print_shortest) {
  PRINTS_AS_TYPED(0.5 * a);
  PRINTS_AS_TYPED(0.1 * a);
  PRINTS_AS_TYPED(1e-05 + a);
  PRINTS("3 - a", 3.0F - a);
  PRINTS("0.75 - a", 1.5 / (tl::expr::lift(2)) - a);
}

BOOST_AUTO_TEST_SUITE_END()
