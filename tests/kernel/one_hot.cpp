// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/one_hot.hpp"

#include "../plain_matrix.hpp"

BOOST_AUTO_TEST_SUITE(kernel_one_hot)

namespace kernel = tapeless::kernel;

BOOST_AUTO_TEST_CASE(one_hot_vectors_overwrite_what_was_there) {
  unsigned char const labels[]{2, 0};
  double out[]{9, 9, 9, 9, 9, 9};
  kernel::one_hot<double>({out, 3}, {labels, 1, false, 1, nullptr}, 3, 2);
  double const expected[]{0, 0, 1, 1, 0, 0};
  plain::expect(plain::sample(out, 6, 0), plain::sample(expected, 6, 0), 0);
}

BOOST_AUTO_TEST_SUITE_END()
