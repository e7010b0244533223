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

BOOST_AUTO_TEST_SUITE_END()
