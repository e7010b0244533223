// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/step.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_step)

using tapeless::op;
using tapeless::plan::kind_of;
using tapeless::plan::step_kind;

BOOST_AUTO_TEST_CASE(every_operation_has_a_kind_of_step) {
  static_assert(kind_of(op::product) == step_kind::product && kind_of(op::batch_product_sum) == step_kind::product);
  static_assert(kind_of(op::sum) == step_kind::reduce && kind_of(op::max) == step_kind::reduce &&
                kind_of(op::logsumexp) == step_kind::reduce);
  static_assert(kind_of(op::softmax) == step_kind::normalize && kind_of(op::log_softmax) == step_kind::normalize);
  static_assert(kind_of(op::batch_sum) == step_kind::batch_sum && kind_of(op::transpose) == step_kind::movement);
  for (auto code = static_cast<int>(op::negate); code <= static_cast<int>(op::select); ++code)
    BOOST_TEST((kind_of(static_cast<op>(code)) == step_kind::elementwise));
}

BOOST_AUTO_TEST_SUITE_END()
