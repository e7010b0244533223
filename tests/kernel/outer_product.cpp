// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/outer_product.hpp"

#include "chosen.hpp"
#include "guarded.hpp"

namespace kernel_outer_product_test {

namespace kernel = tapeless::kernel;

/// One result in the place of an input, as an update has it, and one elsewhere; once from plain factors and once from
/// scaled ones.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Step = Rows>
void expect_outer_product() {
  constexpr guards::stored_matrix lies{Rows, Columns, Step};
  plain::numbers draw(0.1 * Rows + 0.01 * Columns);
  guards::buffer<T> column(Rows, draw);
  guards::buffer<T> factors(Columns, draw);
  guards::chain_buffers<T> at(lies, 1, draw);
  kernel::target<T> const out[]{{at.first.data(), 0}, {at.each.data(), 0}};
  kernel::operand<T> const in[]{{at.each.data(), 0}, {at.number.data(), 0}, {}};
  kernel::attached_chain<T, guards::scaled_and_added> chain(out, in);
  kernel::outer_product<T, guards::outer_product<T>(Rows, Columns, Step), Rows, Columns, Step>(column.data(),
                                                                                               factors.data(), chain);
  at.expect_added([&](std::size_t e) { return column[e % Step] * factors[e / Step]; });
  guards::chain_buffers<T> at_scaled(lies, 1, draw);
  kernel::target<T> const scaled_out[]{{at_scaled.first.data(), 0}, {at_scaled.each.data(), 0}};
  kernel::operand<T> const scaled_in[]{{at_scaled.each.data(), 0}, {at_scaled.number.data(), 0}, {}};
  kernel::attached_chain<T, guards::scaled_and_added> scaled_chain(scaled_out, scaled_in);
  kernel::outer_product<T, guards::outer_product<T>(Rows, Columns, Step), Rows, Columns, Step>(
      column.data(), kernel::scaled_line<T>{factors.data(), T(0.75)}, scaled_chain);
  at_scaled.expect_added([&](std::size_t e) { return column[e % Step] * 0.75 * factors[e / Step]; });
  BOOST_TEST((column.intact() && factors.intact()));
}

/// The product alone, written from some number behind a vector's boundary on; nothing before it and behind it changes.
template <class T, std::uint32_t Rows, std::uint32_t Columns>
void expect_outer_product_from(std::uint32_t offset) {
  constexpr std::uint32_t width = guards::width<T>, room = 2 * width;
  plain::numbers draw;
  guards::buffer<T> column(Rows, draw);
  guards::buffer<T> factors(Columns, draw);
  alignas(64) T memory[Rows * Columns + room]{};
  kernel::target<T> const out[]{{memory + offset, 0}};
  kernel::operand<T> const in[]{{}};
  kernel::attached_chain<T, guards::as_it_is> const chain(out, in);
  BOOST_TEST(chain.numbers_before_boundary() == (width - offset) % width);
  kernel::outer_product<T, guards::outer_product<T>(Rows, Columns, Rows), Rows, Columns>(column.data(), factors.data(),
                                                                                         chain);
  for (std::uint32_t i = 0; i < Rows * Columns + room; ++i) {
    bool const inside = i >= offset && i < offset + Rows * Columns;
    std::uint32_t const e = i - offset;
    BOOST_TEST(memory[i] == (inside ? static_cast<T>(column[e % Rows] * factors[e / Rows]) : T{}));
  }
}

template <class T, std::uint32_t Rows>
void expect_outer_products() {
  expect_outer_product<T, Rows, 1>();
  expect_outer_product<T, Rows, 13>();
  expect_outer_product<T, Rows, 32>();
}

}  // namespace kernel_outer_product_test

BOOST_AUTO_TEST_SUITE(kernel_outer_product)

using namespace kernel_outer_product_test;

BOOST_AUTO_TEST_CASE(narrow_columns_share_vectors) {
  expect_outer_products<float, 1>();
  expect_outer_products<float, 3>();
  expect_outer_products<float, 4>();
  expect_outer_products<float, 10>();
  expect_outer_products<double, 1>();
  expect_outer_products<double, 5>();
}

BOOST_AUTO_TEST_CASE(long_columns_go_one_after_the_other) {
  expect_outer_products<float, 16>();
  expect_outer_products<float, 20>();
  expect_outer_products<float, 33>();
  expect_outer_products<float, 145>();
  expect_outer_products<double, 8>();
  expect_outer_products<double, 17>();
}

BOOST_AUTO_TEST_CASE(columns_that_begin_where_vectors_do_are_written_in_whole_vectors) {
  expect_outer_product<float, 13, 5, 16>();
  expect_outer_product<float, 145, 7, 160>();
  expect_outer_product<double, 21, 3, 32>();
  expect_outer_product<float, 145, 64, 160>();  // more than the fastest cache holds
}

BOOST_AUTO_TEST_CASE(wherever_the_result_begins) {
  for (std::uint32_t offset = 0; offset < guards::width<float>; ++offset) {
    expect_outer_product_from<float, 20, 3>(offset);
    expect_outer_product_from<float, 37, 5>(offset);
    expect_outer_product_from<float, 16, 2>(offset);
  }
  for (std::uint32_t offset = 0; offset < guards::width<double>; ++offset)
    expect_outer_product_from<double, 13, 4>(offset);
}

BOOST_AUTO_TEST_CASE(whatever_rows_and_columns_leave_of_vectors) {
  auto const of_width = []<std::uint32_t Width, class T>(T) {
    guards::for_each(guards::one_of_each_class<Width, Width + 1>(), []<std::uint32_t Rows>() {
      expect_outer_product<T, Rows - Width + 1, Width + Rows % Width>();
      expect_outer_product<T, Rows, Width + (Rows + 1) % Width>();
    });
  };
  of_width.template operator()<guards::width<float>>(float{});
  of_width.template operator()<guards::width<double>>(double{});
}

BOOST_AUTO_TEST_SUITE_END()
