// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/descriptor.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_descriptor)

namespace tl = tapeless;
namespace plan = tapeless::plan;
constexpr std::uint32_t tall = 2 * plan::whole_vectors(4) - 1;  // rows of matrices with gaps, where there are vectors

constexpr plan::step product_of(tl::extents left, bool transposed, tl::extents right, tl::extents result) {
  plan::step made{};
  made.kind = plan::step_kind::product;
  made.code = tl::op::product;
  made.left = left;
  made.right = right;
  made.shape = result;
  made.left_transposed = transposed;
  made.input_count = made.core_inputs = 2;
  return made;
}

BOOST_AUTO_TEST_CASE(a_product_is_told_leading_dimensions_only_of_matrices_with_gaps) {
  plan::elementwise_code const none{};
  auto const forward = plan::product_shape_of(product_of({tall, 5}, false, {5, 1}, {tall, 1}), none);
  BOOST_TEST(forward.left_leading == plan::leading_dimension_where_gaps({tall, 5}, tl::targets::current));
  BOOST_TEST((forward.left_leading == 0) == (tl::targets::current.register_bytes == 0));
  BOOST_TEST(forward.left_step() == plan::leading_dimension({tall, 5}));
  BOOST_TEST((forward.right_leading == 0 && forward.leading == 0));
  BOOST_TEST(forward.inner == 5U);
  auto const backward = plan::product_shape_of(product_of({tall, 5}, true, {tall, 1}, {5, 1}), none);
  BOOST_TEST(backward.inner == tall);
  BOOST_TEST(backward.left_row_step() == plan::leading_dimension({tall, 5}));
  BOOST_TEST(plan::product_shape_of(product_of({2, 5}, false, {5, 1}, {2, 1}), none).left_leading == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_not_said_of_a_product_is_one_number_that_lies_close) {
  constexpr plan::product_shape one{};
  static_assert(one == plan::product_shape{.rows = 1, .columns = 1, .inner = 1, .samples = 1});
  static_assert(one.left_step() == 1 && one.right_step() == 1 && one.result_step() == 1);
  static_assert(one.left_leading == 0 && one.right_leading == 0 && one.leading == 0);
}

BOOST_AUTO_TEST_CASE(the_columns_of_a_left_operand_have_room_where_they_begin_with_vectors_and_end_inside_of_one) {
  for (bool transposed : {false, true}) {
    auto const has_room = [&](std::uint32_t length, std::uint32_t leading) {
      plan::product_shape s{.left_transposed = transposed, .left_leading = leading};
      (transposed ? s.inner : s.rows) = length;
      return s.left_has_room(4);
    };
    BOOST_TEST(has_room(5, 8));
    BOOST_TEST(!has_room(8, 8));
    BOOST_TEST(!has_room(8, 0));
    BOOST_TEST(!has_room(5, 6));  // the next column begins within the vector
  }
}

BOOST_AUTO_TEST_CASE(operands_are_found_by_their_steps_however_they_lie) {
  for (std::uint32_t const gap : {0U, 3U})
    for (bool const left : {false, true})
      for (bool const right : {false, true}) {
        plan::product_shape s{.rows = 2, .columns = 5, .inner = 7, .left_transposed = left, .right_transposed = right};
        std::uint32_t const left_column = left ? 7 : 2;
        std::uint32_t const right_column = right ? 5 : 7;
        if (gap != 0) s.left_leading = left_column + gap, s.right_leading = right_column + gap, s.leading = 2 + gap;
        BOOST_TEST(s.left_row_step() == (left ? left_column + gap : 1));
        BOOST_TEST(s.left_inner_step() == (left ? 1 : left_column + gap));
        BOOST_TEST(s.right_inner_step() == (right ? right_column + gap : 1));
        BOOST_TEST(s.right_column_step() == (right ? 1 : right_column + gap));
        BOOST_TEST(s.result_step() == 2 + gap);
      }
}

BOOST_AUTO_TEST_CASE(a_product_has_the_samples_there_is_room_for) {
  plan::elementwise_code const none{};
  BOOST_TEST(plan::product_shape_of(product_of({2, 5}, false, {5, 1}, {2, 1}), none).samples == 1U);
  plan::step batched = product_of({2, 5}, false, {5, 1, 6}, {2, 1, 6});
  BOOST_TEST(plan::product_shape_of(batched, none).samples == 6U);
  BOOST_TEST(plan::product_shape_of(batched, none).one_left);
  batched.samples_lie = plan::layout::batch_minor;
  BOOST_TEST(plan::room_for_samples(batched) == plan::batch_stride(6));
}

BOOST_AUTO_TEST_CASE(a_list_can_choose_only_samples_that_the_user_holds) {
  plan::elementwise_code code{};
  plan::step batched = product_of({2, 5}, false, {5, 1, 6}, {2, 1, 6});
  BOOST_TEST(!plan::reads_by_list(batched, code));
  batched.in[1] = {plan::space::leaf, 0};
  BOOST_TEST(plan::reads_by_list(batched, code));
  batched.in[1] = {plan::space::workspace, 0};
  batched.in[2] = {plan::space::leaf, 0};
  batched.input_count = 3;
  BOOST_TEST(!plan::reads_by_list(batched, code));  // the same for all samples
  code.per_sample = 1;
  BOOST_TEST(plan::reads_by_list(batched, code));
}

BOOST_AUTO_TEST_CASE(a_softmax_has_a_line_for_each_sample) {
  plan::step s{};
  s.left = {10, 1, 4};
  BOOST_TEST((plan::softmax_shape_of(s) == plan::softmax_shape{.size = 10, .batch = 4}));
  s.left = {10, 1};
  s.room_behind = 1;
  BOOST_TEST((plan::softmax_shape_of(s) == plan::softmax_shape{.size = 10, .has_room = true}));
  s.kind = plan::step_kind::softmax_cross_entropy;  // whose truth is a number: the class of a label
  BOOST_TEST((plan::softmax_shape_of(s) == plan::softmax_shape{.size = 10, .has_room = true, .truth_is_class = true}));
}

BOOST_AUTO_TEST_SUITE_END()
