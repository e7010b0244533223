// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/shuffle.hpp"

#include "guarded.hpp"

namespace kernel_shuffle_test {

namespace kernel = tapeless::kernel;

/// N lines of N numbers: line i, lane j holds 100·i + j.
template <class T, std::uint32_t N>
struct square {
  kernel::pack<T, N> line[N];
  square() {
    for (std::uint32_t i = 0; i < N; ++i)
      for (std::uint32_t j = 0; j < N; ++j) line[i].v[j] = static_cast<T>(100 * i + j);
  }
};
template <class T, std::uint32_t N>
void expect_totals_and_transpose() {
  square<T, N> sums;
  kernel::pack<T, N> const total = kernel::totals<N>(sums.line);
  for (std::uint32_t i = 0; i < N; ++i) BOOST_TEST(total.v[i] == static_cast<T>(100 * i * N + N * (N - 1) / 2));
  square<T, N> turned;
  kernel::transpose_lines<N / 2>(turned.line);
  square<T, N> const& read = turned;
  for (std::uint32_t i = 0; i < N; ++i)
    for (std::uint32_t j = 0; j < N; ++j) BOOST_TEST(read.line[i].v[j] == static_cast<T>(100 * j + i));
}
/// `Count` lines of N lanes become as many lanes.
template <class T, std::uint32_t N, std::uint32_t Count>
void expect_totals_of_few() {
  square<T, N> sums;
  kernel::pack<T, N> line[Count];
  for (std::uint32_t i = 0; i < Count; ++i) line[i] = sums.line[i];
  kernel::pack<T, Count> const total = kernel::totals_of_few(line);
  for (std::uint32_t i = 0; i < Count; ++i) BOOST_TEST(total.v[i] == static_cast<T>(100 * i * N + N * (N - 1) / 2));
}
template <class T, std::uint32_t Lines, std::uint32_t Length, bool Shared = false>
void expect_transposed(std::uint32_t to_step = Lines, std::uint32_t from_step = Length) {
  plain::numbers draw;
  guards::buffer<T> const from(guards::stored_matrix(Length, Lines, from_step), draw);
  guards::buffer<T> to(guards::stored_matrix(Lines, Length, to_step));
  if constexpr (Shared)
    kernel::shared_transpose_copy(to.data(), to_step, from.data(), from_step, Lines, Length);
  else
    kernel::transpose_copy<T, Lines, Length>(to.data(), to_step, from.data(), from_step);
  BOOST_TEST((to.intact() && from.intact()));
  for (std::uint32_t i = 0; i < Lines; ++i)
    for (std::uint32_t j = 0; j < Length; ++j) BOOST_TEST(to.data()[j * to_step + i] == from.data()[i * from_step + j]);
}

}  // namespace kernel_shuffle_test

BOOST_AUTO_TEST_SUITE(kernel_shuffle)

using namespace kernel_shuffle_test;

BOOST_AUTO_TEST_CASE(halves_of_blocks_are_put_together) {
  kernel::pack<float, 4> a, b;
  for (std::uint32_t i = 0; i < 4; ++i) {
    a.v[i] = static_cast<float>(i);
    b.v[i] = static_cast<float>(10 + i);
  }
  auto const low = kernel::halves<1, false>(a, b);  // of each pair the first
  auto const high = kernel::halves<2, true>(a, b);  // the upper two
  float const expected_low[]{0, 10, 2, 12};
  float const expected_high[]{2, 3, 12, 13};
  for (std::uint32_t i = 0; i < 4; ++i) {
    BOOST_TEST(low.v[i] == expected_low[i]);
    BOOST_TEST(high.v[i] == expected_high[i]);
  }
}

BOOST_AUTO_TEST_CASE(lines_are_added_up_and_transposed_in_registers) {
  expect_totals_and_transpose<float, 2>();
  expect_totals_and_transpose<float, 4>();
  if constexpr (tapeless::targets::current.register_bytes != 0) {
    expect_totals_and_transpose<float, tapeless::register_width<float>>();
    expect_totals_and_transpose<double, tapeless::register_width<double>>();
  }
}

BOOST_AUTO_TEST_CASE(fewer_lines_than_lanes_are_added_up_to_as_many_lanes_as_lines) {
  expect_totals_of_few<float, 4, 4>();
  expect_totals_of_few<float, 4, 2>();
  expect_totals_of_few<float, 8, 2>();
  expect_totals_of_few<double, 4, 2>();
  expect_totals_of_few<double, 2, 2>();
}

BOOST_AUTO_TEST_CASE(a_matrix_of_any_shape_is_copied_transposed) {
  expect_transposed<float, 1, 33>();
  expect_transposed<float, 33, 1>();
  expect_transposed<float, 7, 16>();
  expect_transposed<float, 17, 13>();
  expect_transposed<double, 3, 17>();
  expect_transposed<double, 8, 8>();
  expect_transposed<double, 13, 7>();
  expect_transposed<double, 16, 33>();
  expect_transposed<float, 17, 13>(32, 16);
}

template <std::uint32_t Width>
void expect_shared_transpositions() {
  if constexpr (Width > 1) {
    expect_transposed<float, Width, Width, true>();
    expect_transposed<float, Width + 1, 3 * Width - 1, true>();
    expect_transposed<float, Width + 1, 3 * Width - 1, true>(2 * Width, 3 * Width);
    expect_transposed<double, 2 * Width, Width + 3, true>();
  }
}
BOOST_AUTO_TEST_CASE(a_function_for_all_matrices_of_at_least_a_block_copies_them_transposed) {
  expect_shared_transpositions<tapeless::register_width<float>>();
}

BOOST_AUTO_TEST_SUITE_END()
