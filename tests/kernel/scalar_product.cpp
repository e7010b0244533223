// SPDX-License-Identifier: BSL-1.0
#include "scalar_shapes.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(kernel_scalar_product)

BOOST_AUTO_TEST_CASE(sums_and_updates_have_the_bits_of_plain_loops_in_any_shape) {
  BOOST_TEST(scalar_shapes::first_wrong() == 0);
}

BOOST_AUTO_TEST_CASE(rows_are_taken_in_equal_parts_of_no_more_than_the_most) {
  using tapeless::kernel::scalar::rows_at_once;
  static_assert(rows_at_once(32, 8) == 8 && rows_at_once(10, 8) == 5 && rows_at_once(13, 8) == 7);
  static_assert(rows_at_once(1, 8) == 1 && rows_at_once(8, 8) == 8 && rows_at_once(9, 8) == 5 &&
                rows_at_once(32, 4) == 4 && rows_at_once(32, 16) == 16);
  BOOST_TEST(rows_at_once(64, 8) == 8u);
}

BOOST_AUTO_TEST_CASE(a_line_is_taken_in_turns_of_eight_unless_it_is_short) {
  using tapeless::kernel::scalar::turns_of_line;
  static_assert(turns_of_line(12) == 0 && turns_of_line(13) == 1 && turns_of_line(16) == 2 && turns_of_line(71) == 8);
  BOOST_TEST(turns_of_line(64) == 8u);
}

BOOST_AUTO_TEST_SUITE_END()
