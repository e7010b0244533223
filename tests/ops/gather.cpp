// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/gather.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>

namespace ops_gather_test {

namespace ops = tapeless::ops;
using tapeless::extents;
using tapeless::op;

// 1 2 3 / 4 5 6, column after column
constexpr std::array<double, 6> table{1, 4, 2, 5, 3, 6};

template <op Code, std::size_t Size, std::size_t Count>
constexpr std::array<double, Size> of(ops::attributes how, extents made, extents from, std::array<double, 6> const& a,
                                      std::array<double, Count> const& numbers) {
  std::array<double, Size> y{};
  for (double& each : y) each = 9;
  ops::record<Code>::value(how, ops::matrix<double>{y.data(), made}, ops::matrix<double const>{a.data(), from},
                           ops::matrix<double const>{numbers.data(), {Count, 1}});
  return y;
}

}  // namespace ops_gather_test

BOOST_AUTO_TEST_SUITE(ops_gather)

using namespace ops_gather_test;

BOOST_AUTO_TEST_CASE(rows_and_columns_are_picked_in_any_order_and_more_than_once) {
  static_assert(of<op::gather, 9>({tapeless::axis_detail(0)}, {3, 3}, {2, 3}, table, std::array{1.0, 0.0, 1.0}) ==
                std::array<double, 9>{4, 1, 4, 5, 2, 5, 6, 3, 6});
  static_assert(of<op::gather, 4>({tapeless::axis_detail(1)}, {2, 2}, {2, 3}, table, std::array{2.0, 0.0}) ==
                std::array<double, 4>{3, 6, 1, 4});
}
BOOST_AUTO_TEST_CASE(what_is_picked_twice_is_added_to_twice) {
  static_assert(of<op::scatter_add, 6>({tapeless::offset_detail(0, 3)}, {3, 2}, {3, 2}, {1, 2, 4, 8, 16, 32},
                                       std::array{2.0, 0.0, 2.0}) == std::array<double, 6>{2, 0, 5, 16, 0, 40});
  static_assert(of<op::batch_scatter_add, 6>({tapeless::offset_detail(1, 3)}, {2, 3}, {2, 1}, table, std::array{1.0}) ==
                std::array<double, 6>{9, 9, 10, 13, 9, 9});
}
BOOST_AUTO_TEST_CASE(numbers_are_whole_from_below) {
  static_assert(of<op::gather, 3>({tapeless::axis_detail(0)}, {1, 3}, {2, 3}, table, std::array{1.9}) ==
                std::array<double, 3>{4, 5, 6});
}
BOOST_AUTO_TEST_CASE(where_there_is_no_row_there_is_no_number_and_nothing_is_added) {
  constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
  for (double const none : {-1.0, -0.5, 2.0, 1e300, std::numeric_limits<double>::infinity(), no_number}) {
    for (double const each : of<op::gather, 3>({tapeless::axis_detail(0)}, {1, 3}, {2, 3}, table, std::array{none}))
      BOOST_TEST(each != each);
    BOOST_TEST((of<op::scatter_add, 6>({tapeless::offset_detail(0, 2)}, {2, 3}, {1, 3}, table, std::array{none}) ==
                std::array<double, 6>{}));
  }
}

BOOST_AUTO_TEST_SUITE_END()
