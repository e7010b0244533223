// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/tensor.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_tensor)

namespace tl = tapeless;

BOOST_AUTO_TEST_CASE(a_tensor_is_indexed_by_row_and_column_and_a_number_if_it_has_one_element) {
  constexpr auto t = [] {
    tl::tensor<double, 2, 3> made{};
    made(1, 2) = 5;
    made(0, 1) = 3;
    return made;
  }();
  static_assert(t(1, 2) == 5 && t(0, 1) == 3 && t(1, 1) == 0);
  static_assert(t.rows() == 2 && t.columns() == 3 && t.size() == 6);
  constexpr tl::tensor<double, 1, 1> scalar{{2.5}};
  BOOST_TEST(static_cast<double>(scalar) == 2.5);
}

BOOST_AUTO_TEST_CASE(a_batch_tensor_counts_the_samples_that_were_bound) {
  tl::batch_tensor<float, 2, 1, 4> b{};
  b.samples[1](1) = 3;
  b.count = 2;
  BOOST_TEST(b.size() == 2U);
  BOOST_TEST(b[1][1] == 3);
}

BOOST_AUTO_TEST_SUITE_END()
