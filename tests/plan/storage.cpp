// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/storage.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_storage)

namespace plans = tapeless::plan;
using tapeless::extents;
constexpr std::uint32_t width = plans::numbers_in_a_vector();
constexpr bool has_vectors = width != 1;

BOOST_AUTO_TEST_CASE(whole_vectors_are_multiples_of_the_width) {
  static_assert(plans::whole_vectors(0) == 0 && plans::whole_vectors(1) == width);
  BOOST_TEST(plans::whole_vectors(width) == width);
  BOOST_TEST(plans::whole_vectors(width + 1) == 2 * width);
}

BOOST_AUTO_TEST_CASE(long_columns_begin_where_vectors_begin) {
  constexpr extents almost_two{2 * width - 1, 3};
  BOOST_TEST(plans::leading_dimension(almost_two) == (has_vectors ? 2 * width : 1U));
  BOOST_TEST(plans::has_gaps(almost_two) == has_vectors);
  BOOST_TEST(plans::stored_size(almost_two) == 3 * plans::leading_dimension(almost_two));
  BOOST_TEST(plans::stored_total(almost_two.with_batch(5)) == 15 * plans::leading_dimension(almost_two));
  BOOST_TEST(plans::has_columns_of_whole_vectors(almost_two));
}

BOOST_AUTO_TEST_CASE(what_fills_vectors_has_no_gaps_and_begins_with_one) {
  BOOST_TEST(!plans::has_gaps({2 * width, 3}));
  BOOST_TEST(plans::has_columns_of_whole_vectors({2 * width, 3}));
  BOOST_TEST(plans::has_columns_of_whole_vectors({2 * width, 2}));
}

BOOST_AUTO_TEST_CASE(a_vector_lies_close) {
  for (extents const close : {extents{2 * width - 1, 1}, extents{1, 2 * width - 1}}) {
    BOOST_TEST(!plans::has_gaps(close));
    BOOST_TEST(plans::stored_size(close) == close.size());
  }
  BOOST_TEST(!plans::has_columns_of_whole_vectors({2 * width, 1}));
}

BOOST_AUTO_TEST_CASE(short_columns_begin_where_vectors_begin_in_small_matrices_only) {
  BOOST_TEST(plans::has_gaps({width - 1, 128}) == has_vectors);
  BOOST_TEST(!plans::has_gaps({width - 1, 129}));
  BOOST_TEST(plans::has_gaps({2 * width - 1, 129}) == has_vectors);
  BOOST_TEST(!plans::has_gaps({width / 2, 3}));
}

BOOST_AUTO_TEST_CASE(gaps_take_no_more_than_six_tenths_of_the_memory_again) {
  for (std::uint32_t rows = 1; rows <= 200; ++rows) BOOST_TEST(5 * plans::leading_dimension({rows, 2}) <= 8 * rows);
  BOOST_TEST(plans::has_gaps({9 * width + 1, 2}) == has_vectors);
}

BOOST_AUTO_TEST_CASE(the_largest_values_do_not_wrap) {
  constexpr auto most = static_cast<std::uint32_t>(tapeless::most_elements);
  BOOST_TEST(plans::leading_dimension({most, 1}) == most);
  BOOST_TEST(plans::leading_dimension({most / 2 - 1, 2}) == plans::whole_vectors(most / 2 - 1));  // 8 · rows > 2³²
  BOOST_TEST(plans::next_vector(std::uint64_t{1} << 32) == std::uint64_t{1} << 32);
  BOOST_TEST(plans::next_vector((std::uint64_t{1} << 32) + 1) == (std::uint64_t{1} << 32) + width);
}

BOOST_AUTO_TEST_SUITE_END()
