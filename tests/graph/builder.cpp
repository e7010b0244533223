// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/builder.hpp"

#include "tapeless/graph/plain_builder.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace graph_builder_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::problem;
using in_graph::same;
using tl::op;
using tl::graph::problem_kind;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto V = tl::parameter<"V", 3, 2>;
constexpr auto m = tl::state<"m", 3, 2>;

consteval bool equal_operations_are_one_node() {
  tl::graph::plain_builder b;
  tl::graph::id const leaf = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
  tl::graph::id const first = b.apply(op::exp, leaf);
  tl::graph::id const second = b.apply(op::exp, leaf);
  return first == second && b.size() == 2 && b.apply(op::log, leaf) != first;
}
consteval bool constants_are_told_apart_by_their_bits() {
  tl::graph::plain_builder b;
  return b.constant(2) == b.constant(2.0) && b.constant(2) != b.constant(3) && b.constant(0.0) != b.constant(-0.0);
}
consteval std::uint32_t times_lowered(std::uint64_t first, std::uint64_t second) {
  tl::graph::plain_builder b;
  std::uint32_t calls = 0;
  for (std::uint64_t const fingerprint : {first, second})
    if (b.recall(fingerprint) == tl::graph::none) b.remember(fingerprint, b.constant(++calls));
  return calls;
}
consteval bool placeholders_are_unlike_any_other_leaf() {
  tl::graph::plain_builder b;
  return b.placeholder({2, 1}) != b.placeholder({2, 1}) && b.leaves.size() == 2;
}
consteval bool sweeps_are_remembered() {
  tl::graph::plain_builder b;
  tl::meta::list<tl::graph::id> adjoints(3, 17u);
  tl::graph::id found = 0;
  if (b.swept_adjoint(2, 1, found)) return false;
  b.remember_sweep(2, adjoints);
  return b.swept_adjoint(2, 1, found) && found == 17 && b.swept_adjoint(2, 5, found) && found == tl::graph::none;
}

}  // namespace graph_builder_test

BOOST_AUTO_TEST_SUITE(graph_builder)

using namespace graph_builder_test;

BOOST_AUTO_TEST_CASE(hash_consing_makes_equal_operations_one_node) {
  BOOST_TEST(equal_operations_are_one_node());
  BOOST_TEST(constants_are_told_apart_by_their_bits());
  BOOST_TEST(placeholders_are_unlike_any_other_leaf());
}
BOOST_AUTO_TEST_CASE(a_common_subexpression_is_computed_once) {
  constexpr auto h = tanh(W * x);
  BOOST_TEST(count(op::tanh, sum(h) + logsumexp(tanh(W * x))) == 1u);
  BOOST_TEST(count(op::product, sum(h) + logsumexp(tanh(W * x))) == 1u);
}
BOOST_AUTO_TEST_CASE(outputs_share_their_common_subexpressions) {
  BOOST_TEST(count(op::product, sum(exp(W * x)), max(log(W * x))) == 1u);
  BOOST_TEST(count(op::tanh, sum(tanh(W * x)), tl::grad(sum(tanh(W * x)), W), tl::grad(sum(tanh(W * x)), x)) == 1u);
}
BOOST_AUTO_TEST_CASE(equal_name_kind_and_shape_is_one_leaf) {
  BOOST_TEST(same(tl::parameter<"W", 3, 2>, W));
  BOOST_TEST(!same(V, W));
}
BOOST_AUTO_TEST_CASE(an_expression_met_again_is_not_walked_again) {
  BOOST_TEST(times_lowered(1, 1) == 1u);
  BOOST_TEST(times_lowered(1, 2) == 2u);
  BOOST_TEST(sweeps_are_remembered());
}
BOOST_AUTO_TEST_CASE(in_a_batch_and_outside_are_two_lowerings_of_one_expression) {
  BOOST_TEST(!same(tl::batch<4>(exp(x)), exp(x)));
  BOOST_TEST(same(tl::batch<4>(exp(W)), exp(W)));
  BOOST_TEST(count(op::product, tl::batch_sum(tl::batch<4>(sum(W * x)))) <= 1u);
}
BOOST_AUTO_TEST_CASE(a_name_with_two_kinds_or_shapes_is_a_problem) {
  BOOST_TEST((problem(sum(W) + sum(tl::parameter<"W", 2, 2>)) == problem_kind::one_name_two_leaves));
  BOOST_TEST((problem(sum(W) + sum(tl::state<"W", 3, 2>)) == problem_kind::one_name_two_leaves));
  BOOST_TEST((problem(sum(W) + sum(tl::parameter<"W", 3, 2>)) == problem_kind::nothing));
}
BOOST_AUTO_TEST_CASE(a_name_with_two_definitions_is_a_problem) {
  BOOST_TEST(
      (problem(sum(tl::define<"h">(W * x)), sum(tl::define<"h">(V * x))) == problem_kind::one_name_two_definitions));
  BOOST_TEST((problem(sum(tl::define<"h">(W * x)), max(tl::define<"h">(W * x))) == problem_kind::nothing));
}
BOOST_AUTO_TEST_CASE(two_batch_sizes_are_a_problem) {
  BOOST_TEST(
      (problem(tl::batch_sum(tl::batch<4>(x)), tl::batch_sum(tl::batch<8>(x))) == problem_kind::two_batch_sizes));
}
BOOST_AUTO_TEST_CASE(a_leaf_in_a_batch_and_outside_is_a_problem) {
  BOOST_TEST((problem(tl::batch_sum(tl::batch<4>(x)), sum(x)) == problem_kind::inside_and_outside_a_batch));
}
BOOST_AUTO_TEST_CASE(a_leaf_assigned_twice_is_a_problem) {
  BOOST_TEST((problem(tl::assign(m, W), tl::assign(m, V)) == problem_kind::assigned_twice));
  BOOST_TEST((problem(tl::assign(m, W), tl::assign(W, V)) == problem_kind::nothing));
}

BOOST_AUTO_TEST_SUITE_END()
