// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized with g++
#include "tapeless/kernel/tile.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

namespace kernel_tile_test {

namespace kernel = tapeless::kernel;

/// How often each of `Rows` rows is covered, and that no group reaches beyond the last.
template <class T, std::uint32_t Rows, std::uint32_t MostPacks>
void expect_rows_covered_once() {
  std::vector<int> covered(Rows, 0);
  kernel::for_row_groups<T, Rows, MostPacks>([&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first) {
    static_assert(Packs >= 1 && Packs <= MostPacks);
    std::uint32_t count = Packs * kernel::lane_count<V>;
    if constexpr (requires { Lanes::count; }) count -= kernel::lane_count<V> - Lanes::count;
    BOOST_TEST_REQUIRE(first + count <= Rows);
    for (std::uint32_t i = 0; i < count; ++i) ++covered[first + i];
  });
  for (std::uint32_t i = 0; i < Rows; ++i)
    BOOST_TEST(covered[i] == 1, "row " << i << " of " << Rows << " is covered " << covered[i] << " times");
}
template <class T, std::uint32_t... Rows>
void expect_all_rows_covered_once(std::integer_sequence<std::uint32_t, Rows...>) {
  (expect_rows_covered_once<T, Rows + 1, 4>(), ...);
  (expect_rows_covered_once<T, Rows + 1, 8>(), ...);
}
template <std::uint32_t Most, bool WithPairs>
void expect_columns_covered_once() {
  for (std::uint32_t count = 0; count <= 40; ++count) {
    std::size_t next = 0;
    kernel::for_column_groups<Most, WithPairs>(count, [&]<std::uint32_t Columns>(std::size_t first) {
      BOOST_TEST(first == next);
      next = first + Columns;
    });
    BOOST_TEST(next == count);
  }
}

/// Σₖ left(k, row)·right(k, column) of small integers, in a tile with several runs of terms.
template <class V, std::uint32_t Packs, std::uint32_t Columns, std::uint32_t Terms>
void expect_sums_of_products() {
  using T = tapeless::math::element_t<V>;
  constexpr int inner = 3 * static_cast<int>(Terms);
  kernel::tile<V, Packs, Columns, Terms> sums;
  for (int k = 0; k < inner; k += static_cast<int>(Terms))
    kernel::unroll<Terms>([&]<std::uint32_t Term>() {
      int const at = k + static_cast<int>(Term);
      sums.template add<Term>(
          kernel::all_lanes{}, [&](std::uint32_t p, auto) { return V(static_cast<T>(at + 10 * static_cast<int>(p))); },
          [&](std::uint32_t c) { return static_cast<T>(at - static_cast<int>(c)); });
    });
  sums.join_terms();
  for (int c = 0; c < static_cast<int>(Columns); ++c)
    for (int p = 0; p < static_cast<int>(Packs); ++p) {
      int expected = 0;
      for (int k = 0; k < inner; ++k) expected += (k + 10 * p) * (k - c);
      V const wrong =
          sums.sum[static_cast<std::uint32_t>(c) * Packs + static_cast<std::uint32_t>(p)] - V(static_cast<T>(expected));
      if constexpr (kernel::lane_count<V> == 1) {
        BOOST_TEST(wrong == 0);
      } else {
        for (std::uint32_t i = 0; i < kernel::lane_count<V>; ++i) BOOST_TEST(wrong.v[i] == 0);
      }
    }
}

}  // namespace kernel_tile_test

BOOST_AUTO_TEST_SUITE(kernel_tile)

using namespace kernel_tile_test;

BOOST_AUTO_TEST_CASE(a_tile_holds_sums_of_products) {
  expect_sums_of_products<float, 4, 1, 1>();
  expect_sums_of_products<float, 1, 1, 5>();
  expect_sums_of_products<kernel::pack<float, 4>, 2, 3, 2>();
  expect_sums_of_products<kernel::pack<double, 2>, 1, 1, 8>();
  expect_sums_of_products<kernel::pack<double, 2>, 1, 2, 3>();
}

BOOST_AUTO_TEST_CASE(groups_of_rows_cover_each_row_once) {
  expect_all_rows_covered_once<float>(std::make_integer_sequence<std::uint32_t, 24>{});
  expect_all_rows_covered_once<double>(std::make_integer_sequence<std::uint32_t, 24>{});
  expect_rows_covered_once<float, 131, 4>();
}

BOOST_AUTO_TEST_CASE(groups_of_columns_cover_each_column_once_in_order) {
  expect_columns_covered_once<1, false>();
  expect_columns_covered_once<1, true>();
  expect_columns_covered_once<2, false>();
  expect_columns_covered_once<2, true>();
  expect_columns_covered_once<3, false>();
  expect_columns_covered_once<3, true>();
  expect_columns_covered_once<6, false>();
  expect_columns_covered_once<6, true>();
  expect_columns_covered_once<8, false>();
  expect_columns_covered_once<8, true>();
}

BOOST_AUTO_TEST_CASE(a_tile_fits_into_the_registers_of_the_target) {
  for (std::uint32_t packs = 1; packs <= kernel::most_packs; ++packs) {
    std::uint32_t const columns = kernel::tile_columns(packs);
    BOOST_TEST(columns >= 1U);
    if (tapeless::targets::current.register_bytes != 0)
      BOOST_TEST(packs * columns + packs + 1 <= tapeless::targets::current.register_count);
  }
}

BOOST_AUTO_TEST_CASE(eight_sums_are_under_way_where_there_are_terms_for_so_many_and_no_more_than_that_takes) {
  for (std::uint32_t sums = 1; sums <= 32; ++sums) {
    std::uint32_t enough = 1;
    while (tapeless::targets::current.has_vectors() && sums * enough < 8) enough *= 2;
    for (std::uint32_t inner = 1; inner <= 16; ++inner)
      BOOST_TEST(kernel::tile_terms(sums, inner) == std::min(enough, inner));
    BOOST_TEST(kernel::tile_terms(sums, 0) == 1U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
