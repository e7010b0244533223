// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/derivative.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>
#include <numbers>

// The rules as formulas; tests/laws/derivatives.cpp compares their numbers with difference quotients.
namespace rules_derivative_test {

namespace tl = tapeless;
using in_graph::same;
using tl::grad;
using tl::op;
constexpr auto x = tl::input<"x">;
constexpr auto u = tl::input<"u">;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 4>;

}  // namespace rules_derivative_test

BOOST_AUTO_TEST_SUITE(rules_derivative)

using namespace rules_derivative_test;

BOOST_AUTO_TEST_CASE(functions_of_one_number_have_their_textbook_derivative) {
  BOOST_TEST(same(grad(-x, x), tl::number(-1)));
  BOOST_TEST(same(grad(exp(x), x), exp(x)));
  BOOST_TEST(same(grad(expm1(x), x), expm1(x) + 1));
  BOOST_TEST(same(grad(log(x), x), 1 / x));
  BOOST_TEST(same(grad(log1p(x), x), 1 / (1 + x)));
  BOOST_TEST(same(grad(sqrt(x), x), 1 / (2 * sqrt(x))));
  BOOST_TEST(same(grad(square(x), x), 2 * x));
  BOOST_TEST(same(grad(abs(x), x), sign(x)));
  BOOST_TEST(same(grad(tanh(x), x), 1 - square(tanh(x))));
  BOOST_TEST(same(grad(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x))));
  BOOST_TEST(same(grad(relu(x), x), tl::where(relu(x), 1, 0)));
  BOOST_TEST(same(grad(softplus(x), x), sigmoid(x)));
  BOOST_TEST(same(grad(erf(x), x), 2 * std::numbers::inv_sqrtpi * exp(-square(x))));
}
BOOST_AUTO_TEST_CASE(functions_of_two_numbers_have_their_textbook_derivatives) {
  BOOST_TEST(same(grad(x + u, u), tl::number(1)));
  BOOST_TEST(same(grad(x - u, u), tl::number(-1)));
  BOOST_TEST(same(grad(x * u, x), u));
  BOOST_TEST(same(grad(x / u, x), 1 / u));
  BOOST_TEST(same(grad(x / u, u), -(x / u / u)));
  BOOST_TEST(same(grad(tl::pow(x, u), x), u * tl::pow(x, u - 1)));
  BOOST_TEST(same(grad(tl::pow(x, u), u), tl::xlogy(tl::pow(x, u), x)));
  BOOST_TEST(same(grad(tl::xlogy(x, u), x), log(u)));
  BOOST_TEST(same(grad(tl::xlogy(x, u), u), tl::xdivy(x, u)));
}
BOOST_AUTO_TEST_CASE(steps_have_derivative_zero) {
  BOOST_TEST(same(grad(sign(x), x), tl::number(0)));
  BOOST_TEST(same(grad(x > u, x), tl::number(0)));
  BOOST_TEST(same(grad(tl::where(x, 2, u), x), tl::number(0)));
}
BOOST_AUTO_TEST_CASE(reductions_spread_the_adjoint) {
  BOOST_TEST(same(grad(sum(v % w), v), w));
  BOOST_TEST(same(grad(dot(v, w), w), v));
  BOOST_TEST(same(grad(logsumexp(v), v), softmax(v)));
  BOOST_TEST(same(grad(mean(square(v)), v), (2.0 / 3) * v));
}
BOOST_AUTO_TEST_CASE(a_matrix_product_multiplies_by_the_transposed_other_factor) {
  BOOST_TEST(same(grad(sum(square(A * v)), v), transpose(A) * (2 * (A * v))));
  BOOST_TEST(same(grad(sum(square(A * v)), A), (2 * (A * v)) * transpose(v)));
  BOOST_TEST(same(grad(sum(square(A * B)), B), transpose(A) * (2 * (A * B))));
  BOOST_TEST(same(grad(sum(square(transpose(B) * transpose(A))), A),
                  transpose(2 * (transpose(B) * transpose(A))) * transpose(B)));
}
BOOST_AUTO_TEST_CASE(the_softmax_rule_forms_no_jacobian) {
  constexpr auto y = softmax(v);
  BOOST_TEST(same(grad(sum(w % y), v), y % (w - sum(w % y))));
}

BOOST_AUTO_TEST_SUITE_END()
