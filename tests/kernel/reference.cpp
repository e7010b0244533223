// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/reference.hpp"

#include "../plain_matrix.hpp"

BOOST_AUTO_TEST_SUITE(kernel_reference)

namespace kernel = tapeless::kernel;
using tapeless::extents;
using tapeless::op;
using tapeless::ops::attributes;
constexpr kernel::operand<double> nothing{};

// the matrix 1 2 3 / 4 5 6, column after column
constexpr double matrix[]{1, 4, 2, 5, 3, 6};

template <op Code, std::size_t Size>
plain::matrix moved(extents out_shape, std::uint32_t row = 0, std::uint32_t column = 0) {
  double out[Size]{};
  for (double& each : out) each = -1;
  kernel::reference<Code, double>({tapeless::offset_detail(row, column)}, {out, Size}, out_shape, {matrix, 6},
                                  extents{2, 3}, nothing, extents{}, 1);
  return plain::sample(out, Size, 0);
}

BOOST_AUTO_TEST_CASE(a_slice_is_a_block) {
  plain::expect(moved<op::slice, 2>({1, 2}, 1, 1), plain::matrix(2, 1, {5, 6}), 0);
  plain::expect(moved<op::slice, 4>({2, 2}, 0, 1), plain::matrix(4, 1, {2, 5, 3, 6}), 0);
}
BOOST_AUTO_TEST_CASE(a_pad_is_a_block_among_zeros) {
  plain::expect(moved<op::pad, 12>({3, 4}, 1, 0), plain::matrix(12, 1, {0, 1, 4, 0, 2, 5, 0, 3, 6, 0, 0, 0}), 0);
}
BOOST_AUTO_TEST_CASE(a_reshape_keeps_the_elements_row_after_row) {
  // 1 2 / 3 4 / 5 6
  plain::expect(moved<op::reshape, 6>({3, 2}), plain::matrix(6, 1, {1, 3, 5, 2, 4, 6}), 0);
  plain::expect(moved<op::reshape, 6>({6, 1}), plain::matrix(6, 1, {1, 2, 3, 4, 5, 6}), 0);
}
BOOST_AUTO_TEST_CASE(a_diagonal_is_taken_and_put_back) {
  plain::expect(moved<op::diagonal, 2>({2, 1}), plain::matrix(2, 1, {1, 5}), 0);
  double const v[]{7, 8};
  double out[4]{9, 9, 9, 9};
  kernel::reference<op::diagonal_matrix, double>({}, {out, 4}, extents{2, 2}, {v, 2}, extents{2, 1}, nothing, extents{},
                                                 1);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {7, 0, 0, 8}), 0);
}
BOOST_AUTO_TEST_CASE(a_row_is_repeated_downwards_and_a_column_across) {
  double const v[]{7, 8};
  double out[6]{};
  kernel::reference<op::repeat, double>({}, {out, 6}, extents{3, 2}, {v, 2}, extents{1, 2}, nothing, extents{}, 1);
  plain::expect(plain::sample(out, 6, 0), plain::matrix(6, 1, {7, 7, 7, 8, 8, 8}), 0);
  kernel::reference<op::repeat, double>({}, {out, 6}, extents{2, 3}, {v, 2}, extents{2, 1}, nothing, extents{}, 1);
  plain::expect(plain::sample(out, 6, 0), plain::matrix(6, 1, {7, 8, 7, 8, 7, 8}), 0);
}
BOOST_AUTO_TEST_CASE(two_matrices_stand_above_or_beside_each_other) {
  double const row[]{7, 8, 9};
  double above[9]{};
  kernel::reference<op::concatenate, double>({tapeless::axis_detail(0)}, {above, 9}, extents{3, 3}, {matrix, 6},
                                             extents{2, 3}, {row, 3}, extents{1, 3}, 1);
  plain::expect(plain::sample(above, 9, 0), plain::matrix(9, 1, {1, 4, 7, 2, 5, 8, 3, 6, 9}), 0);
  double beside[8]{};
  kernel::reference<op::concatenate, double>({tapeless::axis_detail(1)}, {beside, 8}, extents{2, 4}, {row, 3},
                                             extents{2, 1}, {matrix, 6}, extents{2, 3}, 1);
  plain::expect(plain::sample(beside, 8, 0), plain::matrix(8, 1, {7, 8, 1, 4, 2, 5, 3, 6}), 0);
}

BOOST_AUTO_TEST_CASE(columns_may_lie_apart) {
  double const gap = 99;
  double const apart[]{1, 4, gap, 2, 5, gap, 3, 6, gap};
  double out[8]{};
  kernel::reference<op::transpose, double>({}, {out, 8}, {{3, 2}, 4}, {apart, 9}, {{2, 3}, 3}, nothing, extents{}, 1);
  plain::expect(plain::sample(out, 8, 0), plain::matrix(8, 1, {1, 2, 3, 0, 4, 5, 6, 0}), 0);
  double beside[16]{};
  kernel::reference<op::concatenate, double>({tapeless::axis_detail(1)}, {beside, 16}, {{2, 4}, 4}, {matrix, 2},
                                             extents{2, 1}, {apart, 9}, {{2, 3}, 3}, 1);
  plain::expect(plain::sample(beside, 16, 0), plain::matrix(16, 1, {1, 4, 0, 0, 1, 4, 0, 0, 2, 5, 0, 0, 3, 6, 0, 0}),
                0);
}

BOOST_AUTO_TEST_CASE(a_transpose_swaps_rows_and_columns_of_every_sample) {
  double const in[]{1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};  // two 2×3 matrices, column after column
  double out[12]{};
  kernel::reference<op::transpose, double>({}, {out, 6}, extents{3, 2}, {in, 6}, extents{2, 3}, nothing, extents{}, 2);
  double const expected[]{1, 3, 5, 2, 4, 6, 10, 30, 50, 20, 40, 60};
  plain::expect(plain::sample(out, 12, 0), plain::sample(expected, 12, 0), 0);
}

BOOST_AUTO_TEST_CASE(a_sum_over_samples_begins_with_zeros) {
  double const in[]{1, 2, 3, 4, 10, 20, 30, 40};
  double out[]{9, 9, 9, 9};
  kernel::reference<op::batch_sum, double>({}, {out, 0}, extents{2, 2}, {in, 4}, extents{2, 2}, nothing, extents{}, 2);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {11, 22, 33, 44}), 0);
}
BOOST_AUTO_TEST_CASE(an_operand_of_all_samples_stays_where_it_is) {
  double const shared[]{1, 2};
  double const each[]{3, 4};
  double out[6]{};
  kernel::reference<op::concatenate, double>({tapeless::axis_detail(0)}, {out, 3}, extents{3, 1}, {shared, 0},
                                             extents{2, 1}, {each, 1}, extents{1, 1}, 2);
  plain::expect(plain::sample(out, 6, 0), plain::matrix(6, 1, {1, 2, 3, 1, 2, 4}), 0);
}

BOOST_AUTO_TEST_SUITE_END()
