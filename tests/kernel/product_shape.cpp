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
  BOOST_TEST(own.rows() == shared.rows());
  BOOST_TEST(own.inner() == shared.inner());
  BOOST_TEST(own.left_row_step() == shared.left_row_step());
  BOOST_TEST(own.left_inner_step() == shared.left_inner_step());
  BOOST_TEST(own.right_inner_step() == shared.right_inner_step());
  BOOST_TEST(own.right_column_step() == shared.right_column_step());
}

BOOST_AUTO_TEST_CASE(extents_at_run_time_make_the_same_steps_as_constants) {
  expect_equal_steps<product_shape{3, 5, 7, false, false}>();
  expect_equal_steps<product_shape{3, 5, 7, true, false}>();
  expect_equal_steps<product_shape{3, 5, 70, false, true}>();
  expect_equal_steps<product_shape{3, 5, 1, true, true}>();
}

BOOST_AUTO_TEST_CASE(shapes_share_steps_of_one_type_where_the_loops_are_the_same) {
  auto const type_of = []<product_shape S>() { return kernel::steps_of<S, true>(); };
  using first = decltype(type_of.operator()<product_shape{3, 5, 17, false, true}>());
  static_assert(std::is_same_v<first, decltype(type_of.operator()<product_shape{33, 8, 90, false, true}>())>);
  static_assert(!std::is_same_v<first, decltype(type_of.operator()<product_shape{3, 5, 17, true, true}>())>);
  static_assert(!std::is_same_v<first, decltype(type_of.operator()<product_shape{3, 5, 1, false, true}>())>);
  BOOST_TEST(first::are_shared);
}

BOOST_AUTO_TEST_SUITE_END()
