// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/product.hpp"

#include "../plain_matrix.hpp"

#include <vector>

namespace kernel_product_test {

namespace kernel = tapeless::kernel;
using plain::matrix;

/// Column after column, as the kernels have it.
template <class T>
std::vector<T> by_columns(matrix const& m) {
  std::vector<T> v;
  for (double const each : plain::transposed(m).values) v.push_back(static_cast<T>(each));
  return v;
}
template <class T>
matrix from_columns(T const* data, std::size_t rows, std::size_t columns) {
  matrix m(rows, columns);
  for (std::size_t j = 0; j < columns; ++j)
    for (std::size_t i = 0; i < rows; ++i) m(i, j) = static_cast<double>(data[j * rows + i]);
  return m;
}
matrix random_matrix(std::size_t rows, std::size_t columns, plain::numbers& draw) {
  return plain::map(matrix(rows, columns), [&](double) { return draw(); });
}

/// Two samples of each operand; C is filled with NaN before, so that no element may be left out or only added to.
template <class T, kernel::product_shape S>
void expect_products(double tolerance) {
  plain::numbers draw(0.1 * S.rows + 0.01 * S.inner);
  std::vector<T> a;
  std::vector<T> b;
  std::vector<matrix> expected;
  for (int s = 0; s < 2; ++s) {
    matrix const left = random_matrix(S.rows, S.inner, draw);
    matrix const right = random_matrix(S.inner, S.columns, draw);
    expected.push_back(left * right);
    auto const append = [](std::vector<T>& to, std::vector<T> const& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(a, by_columns<T>(S.left_transposed ? plain::transposed(left) : left));
    append(b, by_columns<T>(S.right_transposed ? plain::transposed(right) : right));
  }
  constexpr std::ptrdiff_t size = std::ptrdiff_t{S.rows} * S.columns;
  std::vector<T> c(2 * size + 1, std::numeric_limits<T>::quiet_NaN());
  kernel::operand<T> const left{a.data(), std::ptrdiff_t{S.rows} * S.inner};
  kernel::operand<T> const right{b.data(), std::ptrdiff_t{S.inner} * S.columns};
  kernel::product<T, S>({c.data(), size}, left, right, 2);
  plain::expect(from_columns(c.data(), S.rows, S.columns), expected[0], tolerance);
  plain::expect(from_columns(c.data() + size, S.rows, S.columns), expected[1], tolerance);
  BOOST_TEST(std::isnan(c.back()));  // nothing behind the result is touched
  kernel::batch_product_sum<T, S>({c.data(), 0}, left, right, 2);
  plain::expect(from_columns(c.data(), S.rows, S.columns), expected[0] + expected[1], tolerance);
  kernel::batch_product_sum<T, S>({c.data(), 0}, left, right, 1);
  plain::expect(from_columns(c.data(), S.rows, S.columns), expected[0], tolerance);
}

template <std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Inner>
void expect_all_transpositions() {
  expect_products<double, kernel::product_shape{Rows, Columns, Inner, false, false}>(1e-14);
  expect_products<double, kernel::product_shape{Rows, Columns, Inner, true, false}>(1e-14);
  expect_products<double, kernel::product_shape{Rows, Columns, Inner, false, true}>(1e-14);
  expect_products<double, kernel::product_shape{Rows, Columns, Inner, true, true}>(1e-14);
}

}  // namespace kernel_product_test

BOOST_AUTO_TEST_SUITE(kernel_product)

using namespace kernel_product_test;

BOOST_AUTO_TEST_CASE(products_of_any_shape_and_transposition_are_sums_over_the_inner_index) {
  expect_all_transpositions<1, 1, 1>();
  expect_all_transpositions<1, 1, 9>();  // dot
  expect_all_transpositions<5, 7, 1>();  // outer
  expect_all_transpositions<7, 1, 5>();  // matrix · vector; 7 rows are a block of four and three more
  expect_all_transpositions<1, 6, 3>();  // row · matrix
  expect_all_transpositions<8, 3, 4>();
  expect_all_transpositions<33, 17, 19>();
}

BOOST_AUTO_TEST_CASE(single_precision_products_are_as_exact_as_their_sums) {
  expect_products<float, kernel::product_shape{9, 5, 16, false, false}>(5e-6);
  expect_products<float, kernel::product_shape{9, 5, 16, true, false}>(5e-6);
}

BOOST_AUTO_TEST_CASE(a_shared_operand_has_stride_zero) {
  constexpr kernel::product_shape shape{2, 1, 2, false, false};
  double const weights[]{1, 3, 2, 4};
  double const samples[]{1, 0, 0, 1};
  double out[4]{};
  kernel::product<double, shape>({out, 2}, {weights, 0}, {samples, 2}, 2);
  plain::expect(from_columns(out, 2, 2), matrix(2, 2, {1, 2, 3, 4}), 0);
}

BOOST_AUTO_TEST_CASE(a_nan_in_an_operand_reaches_the_result_even_against_a_zero) {
  constexpr kernel::product_shape shape{1, 1, 2, false, false};
  double const left[]{std::numeric_limits<double>::quiet_NaN(), 1};
  double const right[]{0, 1};
  double out = 0;
  kernel::product<double, shape>({&out, 1}, {left, 0}, {right, 0}, 1);
  BOOST_TEST(std::isnan(out));
}

BOOST_AUTO_TEST_SUITE_END()
