// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/column_of_sums.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(kernel_column_of_sums)

BOOST_AUTO_TEST_CASE(each_row_adds_its_own_number_times_the_factor) {
  float const matrix[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
  float const* from = matrix;
  tapeless::kernel::scalar::sums_of_column<float, 7> sums;
  sums.add(from, 2);
  sums.add(from, -1);
  BOOST_TEST(from == matrix + 14);
  for (std::size_t i = 0; i < 7; ++i) BOOST_TEST(sums.all()[i] == 2 * matrix[i] - matrix[7 + i]);
}

BOOST_AUTO_TEST_CASE(what_is_added_first_may_be_written) {
  float const matrix[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
  float const* from = matrix;
  tapeless::kernel::scalar::sums_of_column<float, 7> sums;
  for (float& each : sums.sum) each = 100;
  sums.begin(from, 2);
  sums.add(from, -1);
  BOOST_TEST(from == matrix + 14);
  for (std::size_t i = 0; i < 7; ++i) {
    float const before = tapeless::targets::is_reproducible ? 100.0F : 0.0F;
    BOOST_TEST(sums.all()[i] == before + 2 * matrix[i] - matrix[7 + i]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
