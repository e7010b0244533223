// SPDX-License-Identifier: BSL-1.0
#include "tapeless/shape/extents.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(shape_extents)

using tapeless::extents;

BOOST_AUTO_TEST_CASE(a_shape_without_numbers_is_a_scalar) {
  static_assert(extents{}.is_scalar() && extents{}.is_vector() && !extents{}.is_batched());
  static_assert(extents{1, 1, 8}.is_scalar() && extents{1, 1, 8}.is_batched());
  BOOST_TEST((extents{} == extents{1, 1, 0}));
}
BOOST_AUTO_TEST_CASE(a_vector_is_one_column) {
  static_assert(extents{5, 1}.is_vector() && !extents{1, 5}.is_vector() && !extents{5, 1}.is_scalar());
  BOOST_TEST((extents{5, 1}.transposed() == extents{1, 5}));
}
BOOST_AUTO_TEST_CASE(size_is_of_a_sample_and_total_of_all_samples) {
  static_assert(extents{2, 3}.size() == 6 && extents{2, 3}.total() == 6);
  static_assert(extents{2, 3, 4}.size() == 6 && extents{2, 3, 4}.total() == 24);
  BOOST_TEST((extents{2, 3, 4}.with_batch(0).total() == 6));
}
BOOST_AUTO_TEST_CASE(equal_matrices_may_have_different_batches) {
  static_assert(same_matrix(extents{2, 3, 4}, extents{2, 3}));
  BOOST_TEST(!same_matrix(extents{2, 3}, extents{3, 2}));
  BOOST_TEST(!(extents{2, 3, 4} == extents{2, 3}));
}

BOOST_AUTO_TEST_SUITE_END()
