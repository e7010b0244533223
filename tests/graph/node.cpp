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
      {.code = op::product, .shape = {2, 3}, .a = 1, .b = 2, .detail = 1},
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
  static_assert(result_extents({.code = op::exp}, {2, 3, 4}, {}, {}) == extents{2, 3, 4});
  static_assert(result_extents({.code = op::add}, {}, {2, 3, 4}, {}) == extents{2, 3, 4});
  static_assert(result_extents({.code = op::select}, {}, {2, 3}, {1, 1, 4}) == extents{2, 3, 4});
  static_assert(result_extents({.code = op::transpose}, {2, 3, 4}, {}, {}) == extents{3, 2, 4});
  static_assert(result_extents({.code = op::product, .left_transposed = true, .right_transposed = true}, {2, 3, 4},
                               {5, 2}, {}) == extents{3, 5, 4});
  static_assert(result_extents({.code = op::batch_product_sum, .right_transposed = true}, {2, 1, 4}, {5, 1, 4}, {}) ==
                extents{2, 5, 0});
  static_assert(result_extents({.code = op::batch_sum}, {2, 3, 4}, {}, {}) == extents{2, 3, 0});
  static_assert(result_extents({.code = op::logsumexp}, {2, 1, 4}, {}, {}) == extents{1, 1, 4});
  static_assert(result_extents({.code = op::diagonal}, {2, 3, 4}, {}, {}) == extents{2, 1, 4});
  static_assert(result_extents({.code = op::diagonal_matrix}, {2, 1, 4}, {}, {}) == extents{2, 2, 4});
  BOOST_TEST((result_extents({.code = op::softmax_cross_entropy}, {3, 1}, {3, 1, 4}, {}) == extents{1, 1, 4}));
}
BOOST_AUTO_TEST_CASE(a_reduction_along_an_axis_leaves_the_other) {
  node const down{.code = op::sum, .detail = tapeless::axis_detail(0)};
  node const across{.code = op::max, .detail = tapeless::axis_detail(1)};
  BOOST_TEST((result_extents(down, {2, 3, 4}, {}, {}) == extents{1, 3, 4}));
  BOOST_TEST((result_extents(across, {2, 3, 4}, {}, {}) == extents{2, 1, 4}));
  BOOST_TEST((result_extents({.code = op::sum}, {2, 3, 4}, {}, {}) == extents{1, 1, 4}));
  BOOST_TEST(down.axis() == 0u);
  BOOST_TEST(node{}.axis() == tapeless::all_axes);
}
BOOST_AUTO_TEST_CASE(a_given_shape_takes_the_operands_batch) {
  node const block{.code = op::slice, .shape = {1, 2}, .detail = tapeless::offset_detail(3, 5)};
  BOOST_TEST((result_extents(block, {7, 8, 4}, {}, {}) == extents{1, 2, 4}));
  BOOST_TEST(block.row() == 3u);
  BOOST_TEST(block.column() == 5u);
}
BOOST_AUTO_TEST_CASE(concatenation_adds_up_along_its_axis) {
  node const above{.code = op::concatenate, .detail = tapeless::axis_detail(0)};
  node const beside{.code = op::concatenate, .detail = tapeless::axis_detail(1)};
  BOOST_TEST((result_extents(above, {2, 3}, {4, 3, 5}, {}) == extents{6, 3, 5}));
  BOOST_TEST((result_extents(beside, {2, 3}, {2, 1}, {}) == extents{2, 4}));
}

BOOST_AUTO_TEST_SUITE_END()
