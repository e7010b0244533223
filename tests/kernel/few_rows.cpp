// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/few_rows.hpp"

#include "guarded.hpp"
#include "tapeless/kernel/product.hpp"

namespace kernel_few_rows_test {

namespace kernel = tapeless::kernel;

/// A matrix and a vector between guards; what is behind them does not count.
template <class T, std::uint32_t Rows, std::uint32_t Columns>
void expect_product() {
  plain::numbers draw(0.1 * Rows + 0.01 * Columns);
  guards::buffer<T> const matrix(std::size_t{Rows} * Columns, draw);
  guards::buffer<T> const factors(Columns, draw);
  guards::buffer<T> result(Rows);
  kernel::store(kernel::product_of_few_rows<T, Rows>::template of<Columns>(matrix.data(), factors.data()),
                result.data(), kernel::all_lanes{});
  for (std::size_t i = 0; i < Rows; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < Columns; ++k) sum += matrix[k * Rows + i] * factors[k];
    guards::expect(result[i], sum, guards::tolerance<T>, "product", 0, i);
  }
  BOOST_TEST(result.intact());
}
/// Columns from as many as fill four vectors on: whatever they leave of a vector, and of four of them.
template <class T, std::uint32_t Rows>
void expect_products() {
  constexpr std::uint32_t width = guards::width<T>;
  if constexpr (Rows < width) {
    constexpr std::uint32_t least = (4 * width + Rows - 1) / Rows;
    guards::for_each(std::integer_sequence<std::uint32_t, 0, 1, width - 1, width + 3, 3 * width, 4 * width + 1>{},
                     []<std::uint32_t More>() { expect_product<T, Rows, least + More>(); });
    guards::for_each(guards::one_of_each_class<width>(),
                     []<std::uint32_t More>() { expect_product<T, Rows, least + More>(); });
  }
}

}  // namespace kernel_few_rows_test

BOOST_AUTO_TEST_SUITE(kernel_few_rows)

using namespace kernel_few_rows_test;

BOOST_AUTO_TEST_CASE(columns_that_share_vectors_are_multiplied_as_they_lie) {
  expect_products<float, 1>();
  expect_products<float, 2>();
  expect_products<float, 4>();
  expect_products<float, 8>();
  expect_products<double, 1>();
  expect_products<double, 2>();
  expect_products<double, 4>();
}

BOOST_AUTO_TEST_CASE(columns_share_vectors_where_they_divide_them_and_fill_four) {
  constexpr std::uint32_t width = guards::width<float>;
  BOOST_TEST(kernel::shares_vectors_among_columns<float>(1, 4 * width) == (width > 1));
  BOOST_TEST(!kernel::shares_vectors_among_columns<float>(1, 4 * width - 1));
  BOOST_TEST(!kernel::shares_vectors_among_columns<float>(3, 4 * width));
  BOOST_TEST(!kernel::shares_vectors_among_columns<float>(width, 4 * width));
}

BOOST_AUTO_TEST_CASE(a_product_with_one_vector_takes_this_way) {
  constexpr std::uint32_t columns = 4 * guards::width<double>;
  constexpr kernel::product_shape shape{1, 1, columns, false, false};
  static_assert(kernel::has_few_rows<double>(shape) == (guards::width<double> > 1));
  plain::numbers draw;
  guards::buffer<double> const row(columns, draw), vector(columns, draw);
  double found = 0;
  kernel::target<double> const out[]{{&found, 0}};
  kernel::operand<double> const none[1]{};
  kernel::product<double, shape, guards::as_it_is>(out, {row.data(), 0}, {vector.data(), 0}, none, 1);
  double expected = 0;
  for (std::size_t k = 0; k < columns; ++k) expected += row[k] * vector[k];
  BOOST_TEST(plain::close(found, expected, 1e-14));
  BOOST_TEST(found != 0);
}

BOOST_AUTO_TEST_SUITE_END()
