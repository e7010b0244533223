// SPDX-License-Identifier: BSL-1.0
// What is refused stands in tests/fail: parameter_beyond_32_bits, input_without_rows, optimizer_rule_with_dot.
#include "tapeless/shape/countable.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(shape_countable)

BOOST_AUTO_TEST_CASE(shapes_with_elements_are_countable_and_known) {
  using tapeless::extents;
  static_assert(tapeless::shape::countable<extents{1, 1}>());
  static_assert(tapeless::shape::countable<extents{3, 7}>());
  static_assert(tapeless::shape::known<extents{3, 7}, extents{1, 1}>());
  static_assert(!extents{0, 3}.is_countable() && !extents{65536, 65536}.is_countable());
}

BOOST_AUTO_TEST_SUITE_END()
