// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/rules/reduction_laws.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/gather.hpp"
#include "tapeless/expr/norm.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_reduction_laws_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::root;
using in_graph::same;
using tl::op;
constexpr auto x = tl::input<"x", 3>;
constexpr auto v = tl::input<"v", 2>;
constexpr auto s = tl::input<"s">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::input<"B", 3, 4>;
constexpr auto C = tl::input<"C", 4, 2>;
constexpr auto E = tl::input<"E", 3, 2>;
constexpr auto S = tl::input<"S", 3, 3>;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto w = tl::input<"w", 4>;

/// No node of the graph is a matrix of this shape but the leaves.
template <class F>
consteval bool forms_no_matrix(tl::extents shape, F const& f) {
  tl::rules::simplifier b;
  b.output(f.lower(b));
  tl::graph::selection const needed(b);
  for (tl::graph::id i = 0; i < b.size(); ++i)
    if (needed.node_number[i] != tl::graph::none && b[i].code != op::leaf && same_matrix(b[i].shape, shape))
      return false;
  return true;
}
template <class F>
void laws_keep(F const& f) {
  computed::expect_laws_keep(f);
  computed::expect_laws_keep(tl::batch<3>(f), {.samples = 2});
}

constexpr auto word = tl::label<"word", 9>;
constexpr auto table = tl::parameter<"T", 2, 9>;
constexpr auto rate = tl::scalar<"rate">;
/// The gradient of a table that a batch of `Samples` words is looked up in.
template <std::uint32_t Samples>
constexpr auto of_table = tl::grad(tl::batch_mean(tl::batch<Samples>(sum(exp(gather<1>(table, argmax(word)))))), table);
template <std::uint32_t Samples>
constexpr auto step_of_table = table - rate* of_table<Samples>;

}  // namespace rules_reduction_laws_test

BOOST_AUTO_TEST_SUITE(rules_reduction_laws)

using namespace rules_reduction_laws_test;

BOOST_AUTO_TEST_CASE(a_double_transpose_is_x) { BOOST_TEST(same(transpose(transpose(A)), A)); }
BOOST_AUTO_TEST_CASE(a_transposed_scalar_is_the_scalar) { BOOST_TEST(same(transpose(s), s)); }
BOOST_AUTO_TEST_CASE(transposes_become_flags_of_a_product) {
  BOOST_TEST(count(op::transpose, transpose(A) * v) == 0u);
  BOOST_TEST(count(op::product, transpose(A) * v) == 1u);
  BOOST_TEST(same(transpose(transpose(A)) * x, A * x));
}
BOOST_AUTO_TEST_CASE(the_sum_of_a_scalar_is_the_scalar) { BOOST_TEST(same(sum(s), s)); }
BOOST_AUTO_TEST_CASE(a_sum_of_negatives_is_the_negative_sum) {
  BOOST_TEST(same(sum(-x), -sum(x)));
  BOOST_TEST(same(tl::batch_sum(tl::batch<4>(-x)), -tl::batch_sum(tl::batch<4>(x))));
}
BOOST_AUTO_TEST_CASE(what_is_scattered_to_a_leaf_is_added_to_it_where_that_touches_less) {
  BOOST_TEST((root(step_of_table<4>) == op::batch_scatter_add));
  BOOST_TEST((root(table + rate * of_table<4>) == op::batch_scatter_add));
  BOOST_TEST((root(step_of_table<9>) == op::subtract));  // as many words as there are
  BOOST_TEST((root(sin(table) - rate * of_table<4>) == op::subtract));
  computed::expect_laws_keep(step_of_table<4>, {.samples = 3});
  computed::expect_laws_keep(of_table<4> * rate + table, {.samples = 3});
  computed::expect_laws_keep(tl::grad(sum(square(step_of_table<4>)), rate), {.samples = 3});
  computed::expect_laws_keep(tl::jvp(step_of_table<4>, rate, tl::number(1)), {.samples = 3});
  computed::expect_laws_keep(tl::grad(sum(sin(step_of_table<4>)), table), {.samples = 3});
}
BOOST_AUTO_TEST_CASE(a_label_sums_to_one) {
  BOOST_TEST(same(sum(y), tl::number(1)));
  BOOST_TEST((root(sum(x)) == op::sum));
}
BOOST_AUTO_TEST_CASE(the_sum_of_n_equal_elements_is_n_times_one_of_them) {
  BOOST_TEST(same(sum(tl::grad(sum(x), x)), tl::number(3)));
  BOOST_TEST(same(sum(tl::grad(s * sum(x), x)), 3 * s));
}
BOOST_AUTO_TEST_CASE(a_product_with_a_constant_is_a_scaling) {
  BOOST_TEST(same(tl::grad(dot(v, 2 * v), v), 2 * v + 2 * v));
  BOOST_TEST(same(tl::grad(dot(A * x, v), v), A * x));
  BOOST_TEST(count(op::product, tl::grad(transpose(x) * x, x)) == 0u);
}
BOOST_AUTO_TEST_CASE(along_its_only_axis_a_vector_is_reduced_over_all_elements) {
  BOOST_TEST(same(tl::sum<0>(x), sum(x)));
  BOOST_TEST(same(tl::max<0>(x), max(x)));
  BOOST_TEST(same(tl::logsumexp<1>(r), logsumexp(r)));
  BOOST_TEST(same(tl::softmax<0>(x), softmax(x)));
  BOOST_TEST(same(tl::log_softmax<0>(x), log_softmax(x)));
  BOOST_TEST(!same(tl::sum<0>(A), transpose(tl::sum<1>(A))));
  BOOST_TEST((root(tl::softmax<1>(x)) == op::softmax));  // three rows of one number: each of them is 1, or NaN
}
BOOST_AUTO_TEST_CASE(a_reduction_of_one_number_is_that_number) {
  BOOST_TEST(same(tl::sum<1>(x), x));
  BOOST_TEST(same(tl::max<1>(x), x));
  BOOST_TEST(same(tl::logsumexp<0>(r), r));
  BOOST_TEST(same(max(s), s));
  BOOST_TEST(same(logsumexp(s), s));
  BOOST_TEST(same(norm(s), abs(s)));
}
BOOST_AUTO_TEST_CASE(a_product_before_a_vector_is_taken_from_the_right) {
  BOOST_TEST(same((A * B) * w, A * (B * w)));
  BOOST_TEST(same(transpose(A * B) * v, transpose(B) * (transpose(A) * v)));
  BOOST_TEST(same((transpose(C) * transpose(B)) * x, transpose(C) * (transpose(B) * x)));
  BOOST_TEST(same(transpose(transpose(C) * transpose(B)) * v, B * (C * v)));
  BOOST_TEST(forms_no_matrix({3, 4}, outer(x, w) * w));
  BOOST_TEST(same(outer(x, w) * C, x * (transpose(w) * C)));  // xwᵀC: a row, then one matrix instead of two
  BOOST_TEST(forms_no_matrix({3, 2}, (B * C) * v));
  BOOST_TEST(same((B * C) * A, B * C * A));
  BOOST_TEST(!same((B * C) * A, B * (C * A)));  // which is shorter depends on more than this law looks at
}
BOOST_AUTO_TEST_CASE(a_product_after_a_vector_is_taken_from_the_left) {
  BOOST_TEST(same(transpose(v) * (A * B), (transpose(v) * A) * B));
  BOOST_TEST(same(r * transpose(transpose(C) * transpose(B)), (r * B) * C));
  BOOST_TEST(forms_no_matrix({4, 3}, transpose(w) * outer(w, x)));
  BOOST_TEST(same(A * outer(x, w), (A * x) * transpose(w)));
  BOOST_TEST(forms_no_matrix({2, 4}, transpose(v) * (A * B)));
}
BOOST_AUTO_TEST_CASE(a_transposed_product_that_a_derivative_meets_is_taken_apart_too) {
  // adjoints that are products: written down, their transposes would have become products before
  BOOST_TEST(same(tl::grad(sum((E * transpose(C)) % outer(x, w)), C), w * (transpose(x) * E)));
  BOOST_TEST(same(tl::grad(sum((transpose(E) * B) % outer(v, w)), E), outer(B * w, v)));
  BOOST_TEST(same(tl::grad(sum(outer(v, w) % (A * B)), w), transpose(B) * (transpose(A) * v)));
  BOOST_TEST(same(tl::grad(sum(outer(v, w) % (transpose(E) * B)), w), transpose(B) * (E * v)));
  BOOST_TEST(same(tl::grad(sum(outer(v, w) % (A * B)), v), A * (B * w)));
}
BOOST_AUTO_TEST_CASE(in_a_batch_too_no_matrix_is_formed_before_a_vector) {
  BOOST_TEST(forms_no_matrix({2, 4}, tl::batch<4>((A * B) * w)));
  BOOST_TEST(forms_no_matrix({2, 4}, tl::batch<4>(transpose(v) * (A * B))));
  BOOST_TEST(forms_no_matrix({4, 2}, tl::batch<4>(transpose(A * B) * v)));
}
BOOST_AUTO_TEST_CASE(the_diagonal_of_a_product_forms_no_product) {
  BOOST_TEST(count(op::product, diagonal(A * (B * C))) == 1u);
  BOOST_TEST(same(diagonal(transpose(A) * transpose(E)), tl::sum<1>(transpose(A) % E)));
  BOOST_TEST(same(diagonal(transpose(A) * A), tl::sum<1>(square(transpose(A)))));
  BOOST_TEST(same(trace(outer(x, x)), sum(square(x))));
  BOOST_TEST((root(diagonal(A * B)) == op::diagonal));  // 2×4: not square
}
BOOST_AUTO_TEST_CASE(a_scalar_is_its_diagonal_and_its_diagonal_matrix) {
  BOOST_TEST(same(diagonal(s), s));
  BOOST_TEST(same(diagonal_matrix(s), s));
}
BOOST_AUTO_TEST_CASE(the_diagonal_of_a_diagonal_matrix_is_its_vector) {
  BOOST_TEST(same(diagonal(diagonal_matrix(x)), x));
}
BOOST_AUTO_TEST_CASE(no_law_changes_a_number) {
  laws_keep(sum(-x) + tl::sum<0>(x) + tl::max<0>(x) + tl::logsumexp<0>(x));
  laws_keep(tl::sum<1>(x) + tl::max<1>(x) + tl::softmax<1>(x) + tl::softmax<0>(x) + tl::log_softmax<0>(x));
  laws_keep(tl::logsumexp<1>(r) + tl::logsumexp<0>(r) + tl::sum<0>(-A));
  laws_keep(max(s) + logsumexp(s) + sum(s) + sum(y) + sum(tl::grad(s * sum(x), x)));
  laws_keep((A * B) * w);
  laws_keep(transpose(A * B) * v);
  laws_keep((transpose(C) * transpose(B)) * x);
  laws_keep(transpose(transpose(C) * transpose(B)) * v);
  laws_keep(outer(x, w) * w + outer(x, w) * C * v);
  laws_keep(outer(x, w) * C);
  laws_keep(transpose(v) * (A * B));
  laws_keep(r * transpose(transpose(C) * transpose(B)));
  laws_keep(transpose(w) * outer(w, x));
  laws_keep(A * outer(x, w));
  laws_keep(tl::grad(sum((E * transpose(C)) % outer(x, w)), C) +
            outer(tl::grad(sum(outer(v, w) % (transpose(E) * B)), w), v));
  laws_keep(diagonal(A * (B * C)));
  laws_keep(diagonal(transpose(A) * transpose(E)) + diagonal(E * A));
  laws_keep(diagonal(transpose(A) * A) + diagonal(S * S) + diagonal(transpose(S) * S) + diagonal(S * transpose(S)));
  laws_keep(trace(outer(x, x)) * diagonal(diagonal_matrix(x)) + diagonal_matrix(diagonal(s)));
  laws_keep(tl::grad(dot(v, 2 * v), v) + tl::grad(dot(A * x, v), v));
  computed::expect_laws_keep(tl::batch_sum(tl::batch<3>(outer(v, x))), {.samples = 2});
  computed::expect_laws_keep(tl::batch_sum(tl::batch<3>(A * x)) - tl::batch_sum(tl::batch<3>(-v)), {.samples = 2});
}
BOOST_AUTO_TEST_CASE(a_sum_over_samples_of_a_product_is_one_contraction) {
  constexpr auto outers = tl::batch_sum(tl::batch<4>(outer(v, x)));
  BOOST_TEST((root(outers) == op::batch_product_sum));
  BOOST_TEST(count(op::product, outers) == 0u);
}
BOOST_AUTO_TEST_CASE(a_shared_factor_leaves_the_sum_over_samples) {
  BOOST_TEST(same(tl::batch_sum(tl::batch<4>(A * x)), A * tl::batch_sum(tl::batch<4>(x))));
}

BOOST_AUTO_TEST_SUITE_END()
