// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/plain_builder.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace graph_plain_builder_test {

namespace tl = tapeless;
using plain = tl::graph::plain_builder;
using tl::op;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 3, 2>;

consteval bool a_broadcast_to_the_own_shape_is_the_value() {
  plain b;
  tl::graph::id const scalar = b.constant(1);
  tl::graph::id const repeated = b.broadcast(scalar, {2, 3});
  return b.broadcast(scalar, {}) == scalar && b[repeated].shape == tl::extents{2, 3} &&
         b.broadcast(repeated, {2, 3}) == repeated;
}
consteval tl::extents shape_of_transposed_product() {
  plain b;
  tl::graph::id const w = b.leaf(tl::leaf_kind::parameter, tl::name("W"), {3, 2});
  tl::graph::id const v = b.leaf(tl::leaf_kind::parameter, tl::name("V"), {5, 3});
  return b[b.product(w, true, v, true)].shape;
}

}  // namespace graph_plain_builder_test

BOOST_AUTO_TEST_SUITE(graph_plain_builder)

using namespace graph_plain_builder_test;

BOOST_AUTO_TEST_CASE(nothing_is_simplified) {
  BOOST_TEST(!in_graph::same<plain>(x * 1, x));
  BOOST_TEST(in_graph::count<plain>(op::negate, -(-x)) == 2u);
  BOOST_TEST(in_graph::count<plain>(op::log, log(softmax(x))) == 1u);
}
BOOST_AUTO_TEST_CASE(equal_subexpressions_are_one_node_all_the_same) {
  BOOST_TEST(in_graph::count<plain>(op::exp, exp(x) + exp(x)) == 1u);
}
BOOST_AUTO_TEST_CASE(products_take_transposed_operands) {
  BOOST_TEST((shape_of_transposed_product() == tl::extents{2, 5}));
  BOOST_TEST(in_graph::count<plain>(op::transpose, tl::grad(sum(W * x), W)) == 0u);
}
BOOST_AUTO_TEST_CASE(a_broadcast_repeats_only_what_is_smaller) {
  BOOST_TEST(a_broadcast_to_the_own_shape_is_the_value());
}

BOOST_AUTO_TEST_SUITE_END()
