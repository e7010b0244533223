// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
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
  PRINTS_AS_TYPED(transpose(A * B));
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
  PRINTS_AS_TYPED(1 / (1 + exp(-a)));
  PRINTS_AS_TYPED((a + b) / s);
}

BOOST_AUTO_TEST_CASE(functions_have_their_names) {
  PRINTS_AS_TYPED(pow(a, 3));
  PRINTS_AS_TYPED(pow(a + b, s));
  PRINTS("square(a)", pow(a, 2));
  PRINTS("square(a)", a % a);
  PRINTS_AS_TYPED(maximum(a, b) - minimum(a, b));
  PRINTS_AS_TYPED(xlogy(a, b) + xdivy(a, c));
  PRINTS_AS_TYPED(exp(a) + expm1(b) - log(c) + log1p(a) + sqrt(b));
  PRINTS_AS_TYPED(abs(a) + sign(a) + sigmoid(b) + relu(c) + softplus(a) + erf(b));
  PRINTS_AS_TYPED(sum(A) + max(a) + logsumexp(b));
  PRINTS_AS_TYPED(softmax(a) - log_softmax(b));
  PRINTS("softmax_cross_entropy(x, y)", -sum(tl::xlogy(y, softmax(x))));
}

BOOST_AUTO_TEST_CASE(where_shows_its_condition) {
  PRINTS_AS_TYPED(where(a > b, a, b));
  PRINTS_AS_TYPED(where(a + b > 0, c, 0));
  PRINTS("where(a > 0, b, 0)", where(a, b, 0));
  PRINTS("where(b > a, 1, -1)", where(a < b, 1, -1));
  PRINTS("(a > b) % c", (a > b) % c);
}

BOOST_AUTO_TEST_CASE(sums_over_samples) {
  PRINTS("batch_sum(square(x))", tl::batch_sum(tl::batch<4>(square(x))));
  PRINTS("batch_sum(sum(x)) / n", tl::batch_mean(tl::batch<4>(sum(x))));
  PRINTS("batch_sum(x * transpose(x))", tl::batch_sum(tl::batch<4>(outer(x, x))));
  PRINTS("A * batch_sum(x)", tl::batch_sum(tl::batch<4>(A * x)));
}

BOOST_AUTO_TEST_CASE(a_repeated_scalar_shows_its_shape_only_where_nothing_else_does) {
  PRINTS("ones(3, 3)", tl::grad(sum(A), A));
  PRINTS("ones(3, 3) * s", tl::grad(s * sum(A), A));
  PRINTS("zeros(3, 1)", tl::grad(sum(A), a));
  PRINTS("ones(3, 3) * (s - r)", tl::grad((s - r) * sum(A), A));
  PRINTS("a - 1", a - tl::grad(sum(a), a));
  PRINTS("2 * a", tl::grad(sum(square(a)), a));
}

BOOST_AUTO_TEST_CASE(the_derivative_of_max_marks_the_largest) {
  PRINTS("t1 = equal(a, max(a))\n1 / sum(t1) * t1", tl::grad(max(a), a));
}

BOOST_AUTO_TEST_CASE(constants_print_shortest) {
  PRINTS_AS_TYPED(0.5 * a);
  PRINTS_AS_TYPED(0.1 * a);
  PRINTS_AS_TYPED(1e-05 + a);
  PRINTS("3 - a", 3.0F - a);
  PRINTS("0.75 - a", 1.5 / (tl::expr::lift(2)) - a);
}

BOOST_AUTO_TEST_SUITE_END()
