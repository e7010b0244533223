// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/detail.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ops_detail)

using namespace tapeless;

BOOST_AUTO_TEST_CASE(an_axis_is_read_as_it_was_packed) {
  for (std::uint32_t const axis : {0u, 1u, all_axes}) BOOST_TEST(axis_of(axis_detail(axis)) == axis);
  BOOST_TEST(axis_detail(all_axes) == 0u);  // a plain operation is one over all elements
}
BOOST_AUTO_TEST_CASE(a_place_is_read_as_it_was_packed) {
  for (std::uint32_t const row : {0u, 1u, 70000u, 0xffffffffu})
    for (std::uint32_t const column : {0u, 3u, 0xffffffffu}) {
      BOOST_TEST(row_of(offset_detail(row, column)) == row);
      BOOST_TEST(column_of(offset_detail(row, column)) == column);
    }
}

BOOST_AUTO_TEST_SUITE_END()
