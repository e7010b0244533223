// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/group.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_group_test {

namespace tl = tapeless;
namespace plan = tl::plan;
using tl::extents;
using tl::op;

/// A node of an operation down the columns (0), along the rows (1) or of all elements.
constexpr plan::node along(op code, std::uint32_t axis, extents shape) {
  plan::node n{};
  n.code = code;
  n.shape = shape;
  n.detail = tl::axis_detail(axis);
  return n;
}

}  // namespace plan_group_test

BOOST_AUTO_TEST_SUITE(plan_group)

using namespace plan_group_test;

BOOST_AUTO_TEST_CASE(a_softmax_takes_a_chain_where_its_elements_are_one_line) {
  static_assert(plan::is_softmax_of_a_line(along(op::softmax, 0, extents{5, 1})));
  static_assert(plan::is_softmax_of_a_line(along(op::softmax, 1, extents{1, 5})));
  static_assert(plan::is_softmax_of_a_line(along(op::softmax, tl::all_axes, extents{5, 1, 8})));
  static_assert(!plan::is_softmax_of_a_line(along(op::softmax, 0, extents{5, 3})));
  static_assert(!plan::is_softmax_of_a_line(along(op::softmax, 0, extents{1, 5})));
  static_assert(!plan::is_softmax_of_a_line(along(op::log_softmax, 0, extents{5, 1})));
}

BOOST_AUTO_TEST_CASE(products_and_sums_over_samples_are_cores_and_other_operations_are_not) {
  for (op code : {op::product, op::batch_product_sum, op::batch_sum}) BOOST_TEST(plan::is_core(along(code, 0, {5, 1})));
  for (op code : {op::tanh, op::sum, op::transpose, op::leaf}) BOOST_TEST(!plan::is_core(along(code, 0, {5, 1})));
}

BOOST_AUTO_TEST_CASE(the_product_of_a_column_and_a_row_of_one_sample_is_one_outer_product) {
  auto const is_one = [](auto change) {
    plan::node nodes[3]{along(op::leaf, 0, {5, 1}), along(op::leaf, 0, {4, 1}),
                        along(op::batch_product_sum, 0, {5, 4})};
    nodes[2].right_transposed = true;
    nodes[2].a = 0;
    nodes[2].b = 1;
    change(nodes);
    tl::graph::view g{};
    g.nodes = nodes;
    g.node_count = 3;
    return plan::is_one_outer_product(g, 2);
  };
  BOOST_TEST(is_one([](plan::node*) {}));
  BOOST_TEST(is_one([](plan::node* n) { n[0].shape.batch = n[1].shape.batch = 1; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[2].code = op::product; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[2].left_transposed = true; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[2].right_transposed = false; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[0].shape.columns = 2; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[1].shape.columns = 2; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[0].shape.batch = 2; }));
  BOOST_TEST(!is_one([](plan::node* n) { n[1].shape.batch = 2; }));
}

BOOST_AUTO_TEST_SUITE_END()
