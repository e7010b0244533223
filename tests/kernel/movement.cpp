// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/movement.hpp"

#include "../plain_matrix.hpp"

BOOST_AUTO_TEST_SUITE(kernel_movement)

namespace kernel = tapeless::kernel;

BOOST_AUTO_TEST_CASE(a_transpose_swaps_rows_and_columns_of_every_sample) {
  double const in[]{1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};  // two 2×3 matrices, column after column
  double out[12]{};
  kernel::transpose<double>({out, 6}, {in, 6}, 2, 3, 2);
  double const expected[]{1, 3, 5, 2, 4, 6, 10, 30, 50, 20, 40, 60};
  plain::expect(plain::sample(out, 12, 0), plain::sample(expected, 12, 0), 0);
}

BOOST_AUTO_TEST_CASE(one_hot_vectors_overwrite_what_was_there) {
  unsigned char const labels[]{2, 0};
  double out[]{9, 9, 9, 9, 9, 9};
  kernel::one_hot<double>({out, 3}, {labels, 1, false, 1, nullptr}, 3, 2);
  double const expected[]{0, 0, 1, 1, 0, 0};
  plain::expect(plain::sample(out, 6, 0), plain::sample(expected, 6, 0), 0);
}

BOOST_AUTO_TEST_SUITE_END()
