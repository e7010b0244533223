// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/product_shape.hpp"

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(kernel_product_shape)

namespace kernel = tapeless::kernel;
using kernel::product_shape;

template <product_shape S>
void expect_equal_steps() {
  auto const own = kernel::steps_of<S, false>();
  auto const shared = kernel::steps_of<S, true>();
  BOOST_TEST(own.result_step() == shared.result_step());
  BOOST_TEST(own.inner() == shared.inner());
  BOOST_TEST(own.left_row_step() == shared.left_row_step());
  BOOST_TEST(own.left_inner_step() == shared.left_inner_step());
  BOOST_TEST(own.right_inner_step() == shared.right_inner_step());
  BOOST_TEST(own.right_column_step() == shared.right_column_step());
}

BOOST_AUTO_TEST_CASE(extents_at_run_time_make_the_same_steps_as_constants) {
  expect_equal_steps<product_shape{.rows = 3, .columns = 5, .inner = 7}>();
  expect_equal_steps<product_shape{.rows = 3, .columns = 5, .inner = 7, .left_transposed = true}>();
  expect_equal_steps<product_shape{.rows = 3, .columns = 5, .inner = 70, .right_transposed = true}>();
  expect_equal_steps<product_shape{.rows = 3, .columns = 5, .left_transposed = true, .right_transposed = true}>();
  expect_equal_steps<product_shape{.rows = 3,
                                   .columns = 5,
                                   .inner = 7,
                                   .right_transposed = true,
                                   .left_leading = 16,
                                   .right_leading = 32,
                                   .leading = 48}>();
  expect_equal_steps<product_shape{.rows = 3,
                                   .columns = 5,
                                   .inner = 7,
                                   .left_transposed = true,
                                   .left_leading = 16,
                                   .right_leading = 32,
                                   .leading = 48}>();
}

BOOST_AUTO_TEST_CASE(columns_are_a_leading_dimension_apart_or_lie_close) {
  constexpr product_shape close{.rows = 3, .columns = 5, .inner = 7, .left_transposed = true};
  BOOST_TEST(close.left_row_step() == 7U);
  BOOST_TEST(close.right_column_step() == 7U);
  BOOST_TEST(close.result_step() == 3U);
  constexpr product_shape apart{.rows = 3,
                                .columns = 5,
                                .inner = 7,
                                .left_transposed = true,
                                .left_leading = 8,
                                .right_leading = 12,
                                .leading = 4};
  BOOST_TEST(apart.left_row_step() == 8U);
  BOOST_TEST(apart.right_column_step() == 12U);
  BOOST_TEST(apart.result_step() == 4U);
  BOOST_TEST((apart.left_has_room(4) && apart.left_has_room(8)));
  BOOST_TEST((!close.left_has_room(1) && !apart.left_has_room(16)));
}

BOOST_AUTO_TEST_CASE(shapes_share_steps_of_one_type_where_the_loops_are_the_same) {
  auto const type_of = []<product_shape S>() { return kernel::steps_of<S, true>(); };
  using first =
      decltype(type_of.operator()<product_shape{.rows = 3, .columns = 5, .inner = 17, .right_transposed = true}>());
  static_assert(
      std::is_same_v<first, decltype(type_of.operator()<product_shape{
                                         .rows = 33, .columns = 8, .inner = 90, .right_transposed = true}>())>);
  static_assert(
      !std::is_same_v<
          first,
          decltype(type_of.operator()<product_shape{
                       .rows = 3, .columns = 5, .inner = 17, .left_transposed = true, .right_transposed = true}>())>);
  static_assert(
      !std::is_same_v<
          first, decltype(type_of.operator()<product_shape{.rows = 3, .columns = 5, .right_transposed = true}>())>);
  BOOST_TEST(first::are_shared);
}

BOOST_AUTO_TEST_SUITE_END()
