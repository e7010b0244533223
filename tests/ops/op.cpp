// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/op.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ops_op)

using namespace tapeless;

BOOST_AUTO_TEST_CASE(every_operation_belongs_to_at_most_one_arity) {
  std::uint32_t unary = 0;
  std::uint32_t binary = 0;
  for (std::uint32_t c = 0; c <= static_cast<std::uint32_t>(tapeless::last_operation); ++c) {
    op const code = static_cast<op>(c);
    BOOST_TEST(!(is_elementwise_unary(code) && is_elementwise_binary(code)));
    BOOST_TEST(is_elementwise(code) ==
               (is_elementwise_unary(code) || is_elementwise_binary(code) || code == op::select));
    unary += is_elementwise_unary(code) ? 1u : 0u;
    binary += is_elementwise_binary(code) ? 1u : 0u;
  }
  BOOST_TEST(unary == 37u);
  BOOST_TEST(binary == 19u);
}
BOOST_AUTO_TEST_CASE(leaves_constants_and_reductions_are_not_element_wise) {
  static_assert(!is_elementwise(op::leaf) && !is_elementwise(op::constant) && !is_elementwise(op::batch_size));
  static_assert(!is_elementwise(op::product) && !is_elementwise(op::sum) && !is_elementwise(op::softmax) &&
                !is_elementwise(op::transpose));
  BOOST_TEST(is_elementwise(op::broadcast));
}
BOOST_AUTO_TEST_CASE(commutative_operations_are_binary) {
  for (op const code : {op::add, op::multiply, op::equal})
    BOOST_TEST((is_commutative(code) && is_elementwise_binary(code)));
  BOOST_TEST(!is_commutative(op::subtract));
  BOOST_TEST(!is_commutative(op::divide));
  BOOST_TEST(!is_commutative(op::maximum));  // of 0 and −0 it takes the first operand
  BOOST_TEST(!is_commutative(op::greater));
}
BOOST_AUTO_TEST_CASE(inputs_and_labels_are_per_sample) {
  BOOST_TEST((is_per_sample(leaf_kind::input) && is_per_sample(leaf_kind::label)));
  BOOST_TEST(
      !(is_per_sample(leaf_kind::scalar) || is_per_sample(leaf_kind::parameter) || is_per_sample(leaf_kind::state)));
}

BOOST_AUTO_TEST_SUITE_END()
