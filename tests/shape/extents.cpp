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

BOOST_AUTO_TEST_CASE(a_shape_is_countable_if_it_has_elements_and_not_too_many) {
  constexpr auto most = tapeless::most_elements;
  constexpr auto one_less = static_cast<std::uint32_t>(most - 1);
  static_assert(most <= (std::uint64_t{1} << 30) && most * 8 <= PTRDIFF_MAX + std::uint64_t{1});
  static_assert(extents{}.is_countable() && extents{one_less, 1}.is_countable() && extents{1, one_less}.is_countable());
  static_assert(extents{static_cast<std::uint32_t>(most), 1}.is_countable());
  BOOST_TEST(!(extents{static_cast<std::uint32_t>(most) + 1, 1}.is_countable()));
  BOOST_TEST(!(extents{0, 1}.is_countable()));
  BOOST_TEST(!(extents{1, 0}.is_countable()));
  BOOST_TEST(!(extents{65536, 65536}.is_countable()));  // size() wraps to 0
  BOOST_TEST(!(extents{65537, 65537}.is_countable()));  // to 131,073
  BOOST_TEST(!(extents{0xffffffff, 0xffffffff}.is_countable()));
}
BOOST_AUTO_TEST_CASE(all_samples_of_a_batch_are_counted_together) {
  BOOST_TEST((extents{1024, 1024, 4096}.is_countable()));
  BOOST_TEST(!(extents{1024, 1024, 4096}.is_countable_in_all_samples()));  // total() wraps to 0
  BOOST_TEST(!(extents{1, 1, 0xffffffff}.is_countable_in_all_samples()));
  BOOST_TEST(!(extents{65536, 65536, 2}.is_countable_in_all_samples()));
  BOOST_TEST((extents{1024, 1024, 100}.is_countable_in_all_samples()));
  BOOST_TEST((extents{1024, 1024}.is_countable_in_all_samples()));
}

BOOST_AUTO_TEST_SUITE_END()
