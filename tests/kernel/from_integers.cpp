// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/from_integers.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace kernel_from_integers_test {

using tapeless::kernel::from_integers;
using tapeless::kernel::operand;
using tapeless::kernel::places_of_numbers;

}  // namespace kernel_from_integers_test
}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_from_integers)

using namespace kernel_from_integers_test;

BOOST_AUTO_TEST_CASE(rows_of_chosen_samples_go_to_columns_with_gaps) {
  std::array<std::int8_t, 14> const table{1, 2, 3, 4, 5, 6, 99, -1, -2, -3, -4, -5, -128, 99};
  std::array<std::uint32_t, 2> const chosen{1, 0};
  std::array<float, 20> found{};
  // 2 × 3 in columns of 3, samples 10 apart
  from_integers<float, std::int8_t, places_of_numbers{2, 3, 10, 1, 3}>(
      found.data(), operand<std::int8_t>{table.data(), 7, chosen.data()}, 2);
  std::array<float, 20> const expected{-1, -4, 0, -2, -5, 0, -3, -128, 0, 0, 1, 4, 0, 2, 5, 0, 3, 6, 0, 0};
  BOOST_TEST((found == expected));
}

BOOST_AUTO_TEST_CASE(samples_lie_number_after_number_where_the_places_say_so) {
  std::array<std::uint16_t, 6> const table{65535, 1, 2, 3, 4, 5};
  std::array<double, 12> found{};
  from_integers<double, std::uint16_t, places_of_numbers{2, 1, 1, 4, 4}>(
      found.data(), operand<std::uint16_t>{table.data(), 2, nullptr}, 3);
  std::array<double, 12> const expected{65535, 2, 4, 0, 1, 3, 5, 0};
  BOOST_TEST((found == expected));
}

BOOST_AUTO_TEST_SUITE_END()
