// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/derivative.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/activation.hpp"

#include <boost/test/unit_test.hpp>

// The rules as formulas; tests/laws/derivatives.cpp compares their numbers with difference quotients.
namespace rules_derivative_test {

namespace tl = tapeless;
using in_graph::same;
using tl::grad;
constexpr auto x = tl::input<"x">;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 4>;
constexpr auto C = tl::parameter<"C", 2, 3>;
constexpr auto S = tl::parameter<"S", 3, 3>;
constexpr auto row = tl::input<"row", 1, 3>;
constexpr auto column = tl::input<"column", 2>;
constexpr auto both = tl::input<"both", 6>;

}  // namespace rules_derivative_test

BOOST_AUTO_TEST_SUITE(rules_derivative)

using namespace rules_derivative_test;

BOOST_AUTO_TEST_CASE(reductions_spread_the_adjoint) {
  BOOST_TEST(same(grad(sum(v % w), v), w));
  BOOST_TEST(same(grad(dot(v, w), w), v));
  BOOST_TEST(same(grad(logsumexp(v), v), softmax(v)));
  BOOST_TEST(same(grad(mean(square(v)), v), (2.0 / 3) * v));
}
BOOST_AUTO_TEST_CASE(along_an_axis_the_adjoint_is_repeated) {
  BOOST_TEST((same(grad(sum(tl::sum<0>(A) % row), A), tl::broadcast_to<2, 3>(row))));
  BOOST_TEST((same(grad(sum(tl::sum<1>(A) % column), A), tl::broadcast_to<2, 3>(column))));
  BOOST_TEST((same(grad(sum(tl::logsumexp<0>(A) % row), A), tl::broadcast_to<2, 3>(row) % tl::softmax<0>(A))));
  BOOST_TEST((same(grad(sum(tl::broadcast_to<2, 3>(row) % A), row), tl::sum<0>(A))));
  BOOST_TEST((same(grad(sum(tl::broadcast_to<2, 3>(column) % A), column), tl::sum<1>(A))));
  BOOST_TEST((same(grad(sum(tl::broadcast_to<2, 3>(x) % A), x), sum(A))));
}
BOOST_AUTO_TEST_CASE(the_largest_of_a_line_gets_its_adjoint_equal_largest_ones_share_it) {
  constexpr auto largest = tl::broadcast_to<2, 3>(tl::max<1>(A));
  constexpr auto share = column / tl::sum<1>(A == largest);
  BOOST_TEST((same(grad(sum(tl::max<1>(A) % column), A), tl::where(largest > A, 0, tl::broadcast_to<2, 3>(share)))));
}
BOOST_AUTO_TEST_CASE(the_softmax_of_a_line_couples_that_line_only) {
  constexpr auto y = tl::softmax<1>(A);
  BOOST_TEST((same(grad(sum(y % C), A), tl::xmuly(y, C - tl::broadcast_to<2, 3>(tl::sum<1>(tl::xmuly(y, C)))))));
  constexpr auto of_rows = tl::softmax<0>(A);
  BOOST_TEST((same(grad(sum(tl::log_softmax<0>(A) % C), A), C - of_rows % tl::broadcast_to<2, 3>(tl::sum<0>(C)))));
}
BOOST_AUTO_TEST_CASE(what_was_moved_moves_back) {
  BOOST_TEST(same(grad(sum(transpose(A) % transpose(C)), A), C));
  BOOST_TEST(same(grad(sum(tl::reshape<6>(A) % both), A), tl::reshape<2, 3>(both)));
  BOOST_TEST(same(grad(sum(diagonal(S) % v), S), diagonal_matrix(v)));
  BOOST_TEST(same(grad(sum(diagonal_matrix(v) % S), v), diagonal(S)));
  BOOST_TEST((same(grad(sum(tl::concatenate(v, w) % both), v), tl::slice<0, 3>(both))));
  BOOST_TEST((same(grad(sum(tl::concatenate(v, w) % both), w), tl::slice<3, 3>(both))));
  BOOST_TEST((same(grad(sum(tl::concatenate<1>(A, column) % tl::concatenate<1>(column, C)), column),
                   tl::column<3>(tl::concatenate<1>(column, C)) + tl::column<0>(tl::concatenate<1>(A, column)))));
  BOOST_TEST((tl::slice<1, 1, 1, 2>(grad(sum(tl::slice<1, 1, 1, 2>(A)), A)).shape == tl::extents{1, 2}));
  BOOST_TEST((same(tl::slice<1, 1, 1, 2>(grad(sum(tl::slice<1, 1, 1, 2>(A) % tl::slice<0, 0, 1, 2>(C)), A)),
                   tl::slice<0, 0, 1, 2>(C))));
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
  BOOST_TEST(same(grad(sum(w % y), v), tl::xmuly(y, w - sum(tl::xmuly(y, w)))));
}

BOOST_AUTO_TEST_SUITE_END()
