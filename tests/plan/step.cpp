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
                kind_of(op::norm) == step_kind::reduce && kind_of(op::logsumexp) == step_kind::reduce);
  static_assert(kind_of(op::softmax) == step_kind::normalize && kind_of(op::log_softmax) == step_kind::normalize);
  static_assert(kind_of(op::batch_sum) == step_kind::batch_sum && kind_of(op::transpose) == step_kind::reference);
  for (auto code = static_cast<int>(op::negate); code <= static_cast<int>(op::select); ++code)
    BOOST_TEST((kind_of(static_cast<op>(code)) == step_kind::elementwise));
}

BOOST_AUTO_TEST_CASE(a_kernel_that_one_step_calls_is_marked_and_one_that_two_call_is_not) {
  using tapeless::plan::step;
  std::array<step, 3> steps{};
  steps[1].shape = {3, 1};
  steps[2].shape = {3, 1};
  steps[2].in[0] = {tapeless::plan::space::workspace, 8};  // other data, the same kernel
  tapeless::plan::mark_single_calls(steps);
  BOOST_TEST(steps[0].inlined);
  BOOST_TEST(!steps[1].inlined);
  BOOST_TEST(!steps[2].inlined);
  steps[2].left_transposed = true;
  tapeless::plan::mark_single_calls(steps);
  BOOST_TEST(steps[1].inlined);
  BOOST_TEST(steps[2].inlined);
}

BOOST_AUTO_TEST_CASE(steps_that_differ_in_what_they_compute_call_two_kernels_and_in_where_one) {
  using tapeless::plan::step;
  auto const call_one = [](auto change) {
    step changed{};
    change(changed);
    return call_the_same(step{}, changed) && call_the_same(changed, step{});
  };
  BOOST_TEST(!call_one([](step& s) { s.kind = step_kind::reduce; }));
  BOOST_TEST(!call_one([](step& s) { s.code = op::sum; }));
  BOOST_TEST(!call_one([](step& s) { s.samples_lie = tapeless::plan::layout::batch_minor; }));
  BOOST_TEST(!call_one([](step& s) { s.left_transposed = true; }));
  BOOST_TEST(!call_one([](step& s) { s.right_transposed = true; }));
  BOOST_TEST(!call_one([](step& s) { s.shape = {2, 1}; }));
  BOOST_TEST(!call_one([](step& s) { s.left = {2, 1}; }));
  BOOST_TEST(!call_one([](step& s) { s.right = {2, 1}; }));
  BOOST_TEST(!call_one([](step& s) { s.scaled = true; }));
  BOOST_TEST(!call_one([](step& s) { s.detail = 1; }));
  BOOST_TEST(!call_one([](step& s) { s.chain = 1; }));
  BOOST_TEST(call_one([](step& s) { s.out[0] = {tapeless::plan::space::workspace, 8}; }));
}

BOOST_AUTO_TEST_CASE(a_program_has_many_products_when_more_than_12_with_functions_of_their_own_differ) {
  using tapeless::plan::step;
  constexpr std::size_t most = tapeless::plan::most_products_of_their_own;
  std::array<step, 2 * most + 2> steps{};
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    steps[i].kind = step_kind::product;
    steps[i].shape = {1 + i / 2, 1};  // two of each
  }
  BOOST_TEST(has_many_products(steps));
  for (bool step::*const part_of_another : {&step::inlined, &step::with_next, &step::with_previous}) {
    steps[0].*part_of_another = steps[1].*part_of_another = true;
    BOOST_TEST(!has_many_products(steps));
    steps[0].*part_of_another = steps[1].*part_of_another = false;
  }
}

BOOST_AUTO_TEST_SUITE_END()
