// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/node.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(graph_node)

using tapeless::extents;
using tapeless::op;
using tapeless::graph::hash;
using tapeless::graph::node;
using tapeless::graph::result_extents;

BOOST_AUTO_TEST_CASE(nodes_that_differ_in_one_field_differ_in_their_hash) {
  node const first{.code = op::product, .shape = {2, 3}, .a = 1, .b = 2};
  node const others[]{
      {.code = op::add, .shape = {2, 3}, .a = 1, .b = 2},
      {.code = op::product, .left_transposed = true, .shape = {2, 3}, .a = 1, .b = 2},
      {.code = op::product, .right_transposed = true, .shape = {2, 3}, .a = 1, .b = 2},
      {.code = op::product, .shape = {3, 2}, .a = 1, .b = 2},
      {.code = op::product, .shape = {2, 3, 4}, .a = 1, .b = 2},
      {.code = op::product, .shape = {2, 3}, .a = 2, .b = 1},
      {.code = op::product, .shape = {2, 3}, .a = 1, .b = 2, .c = 3},
      {.code = op::product, .shape = {2, 3}, .a = 1, .b = 2, .leaf = 0},
      {.code = op::product, .shape = {2, 3}, .a = 1, .b = 2, .value = 1},
  };
  BOOST_TEST((node{first} == first));
  for (node const& other : others) {
    BOOST_TEST(!(other == first));
    BOOST_TEST(hash(other) != hash(first));
  }
}
BOOST_AUTO_TEST_CASE(operands_are_counted_from_the_left) {
  BOOST_TEST(operand_count(node{}) == 0u);
  BOOST_TEST(operand_count(node{.a = 1}) == 1u);
  BOOST_TEST(operand_count(node{.a = 1, .b = 2}) == 2u);
  BOOST_TEST(operand_count(node{.a = 1, .b = 2, .c = 3}) == 3u);
  BOOST_TEST(operand(node{.a = 7, .b = 8, .c = 9}, 2) == 9u);
}
BOOST_AUTO_TEST_CASE(result_shapes_follow_the_operation) {
  static_assert(result_extents(op::exp, false, false, {2, 3, 4}, {}, {}) == extents{2, 3, 4});
  static_assert(result_extents(op::add, false, false, {}, {2, 3, 4}, {}) == extents{2, 3, 4});
  static_assert(result_extents(op::select, false, false, {}, {2, 3}, {1, 1, 4}) == extents{2, 3, 4});
  static_assert(result_extents(op::transpose, false, false, {2, 3, 4}, {}, {}) == extents{3, 2, 4});
  static_assert(result_extents(op::product, true, true, {2, 3, 4}, {5, 2}, {}) == extents{3, 5, 4});
  static_assert(result_extents(op::batch_product_sum, false, true, {2, 1, 4}, {5, 1, 4}, {}) == extents{2, 5, 0});
  static_assert(result_extents(op::batch_sum, false, false, {2, 3, 4}, {}, {}) == extents{2, 3, 0});
  static_assert(result_extents(op::logsumexp, false, false, {2, 1, 4}, {}, {}) == extents{1, 1, 4});
  BOOST_TEST((result_extents(op::softmax_cross_entropy, false, false, {3, 1}, {3, 1, 4}, {}) == extents{1, 1, 4}));
}

BOOST_AUTO_TEST_SUITE_END()
