// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/batch_minor/product.hpp"

#include "../chosen.hpp"
#include "lines_of_samples.hpp"

namespace kernel_batch_minor_product_test {

namespace kernel = tapeless::kernel;
namespace kernels = tapeless::kernel::batch_minor;
using guards::lines_of_samples;
using kernel::product_shape;

/// One matrix and a vector for each sample.
template <class T, std::uint32_t Rows, std::uint32_t Inner, bool Transposed, std::uint32_t Batch>
void expect_product(std::uint32_t samples) {
  using vectors_of = lines_of_samples<T, Inner, Batch>;
  constexpr product_shape shape{
      .rows = Rows, .inner = Inner, .left_transposed = Transposed, .samples = vectors_of::stride};
  plain::numbers draw(0.1 * Rows + 0.01 * Inner);
  guards::buffer<T> matrix(std::size_t{Rows} * Inner, draw);
  vectors_of vectors(samples, draw);
  guards::chain_lines<T, Rows, Batch> at{draw, samples};
  kernels::product<T, shape, guards::of_samples>(at.out, matrix.data(), vectors.data(), at.in, samples);
  at.expect_of([&](std::size_t s, std::size_t i) {
    double sum = 0;
    for (std::size_t k = 0; k < Inner; ++k)
      sum += matrix[i * shape.left_row_step() + k * shape.left_inner_step()] * vectors(s, k);
    return sum;
  });
  BOOST_TEST((matrix.intact() && vectors.intact()));
}
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Batch>
void expect_products() {
  for (std::uint32_t samples = 1; samples <= Batch; ++samples) {
    expect_product<T, Rows, Inner, false, Batch>(samples);
    expect_product<T, Rows, Inner, true, Batch>(samples);
  }
}

/// Σ over the samples of left·rightᵀ, and of left alone.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Batch, std::uint32_t Step = Rows>
void expect_sums() {
  for (std::uint32_t samples = 1; samples <= Batch; ++samples) {
    plain::numbers draw(0.1 * Rows + 0.01 * Columns);
    lines_of_samples<T, Rows, Batch> left(samples, draw);
    lines_of_samples<T, Columns, Batch> right(samples, draw);
    constexpr std::uint32_t stride = lines_of_samples<T, Rows, Batch>::stride;
    constexpr product_shape shape{
        .rows = Rows, .columns = Columns, .right_transposed = true, .samples = stride, .leading = Step};
    constexpr guards::stored_matrix lies{Rows, Columns, Step};
    auto const sum = [&](std::size_t i, auto const& factor) {
      double total = 0;
      for (std::size_t s = 0; s < samples; ++s) total += left(s, i) * factor(s);
      return total;
    };
    guards::chain_buffers<T> products(lies, 1, draw);
    kernel::target<T> const to_products[]{{products.first.data(), 0}, {products.each.data(), 0}};
    kernel::operand<T> const from_products[]{{products.each.data(), 0}, {products.number.data(), 0}, {}};
    kernels::batch_product_sum<T, guards::sum_of_products<T>(shape, tapeless::plan::layout::batch_minor),
                               guards::scaled_and_added>(to_products, left.data(), right.data(), from_products,
                                                         samples);
    products.expect_added(
        [&](std::size_t e) { return sum(e % Step, [&](std::size_t s) { return right(s, e / Step); }); });
    guards::chain_buffers<T> sums(Rows, 1, draw);
    kernel::target<T> const to_sums[]{{sums.first.data(), 0}, {sums.each.data(), 0}};
    kernel::operand<T> const from_sums[]{{sums.each.data(), 0}, {sums.number.data(), 0}, {}};
    kernels::batch_sum<T, Rows, stride, guards::scaled_and_added>(to_sums, left.data(), from_sums, samples);
    sums.expect_added([&](std::size_t e) { return sum(e, [](std::size_t) { return 1.0; }); });
    BOOST_TEST((left.intact() && right.intact()));
  }
}

}  // namespace kernel_batch_minor_product_test

BOOST_AUTO_TEST_SUITE(kernel_batch_minor_product)

using namespace kernel_batch_minor_product_test;

BOOST_AUTO_TEST_CASE(each_sample_has_its_product_whatever_the_extents) {
  expect_products<float, 1, 3, 8>();
  expect_products<float, 6, 4, 21>();
  expect_products<float, 17, 5, 37>();
  expect_products<double, 9, 2, 21>();
}

BOOST_AUTO_TEST_CASE(sums_over_samples_fill_vectors_across_columns) {
  expect_sums<float, 1, 3, 8>();
  expect_sums<float, 6, 4, 8>();
  expect_sums<float, 3, 6, 21>();
  expect_sums<float, 8, 2, 37>();
  expect_sums<float, 17, 3, 37>();
  expect_sums<double, 5, 3, 21>();
}

BOOST_AUTO_TEST_CASE(columns_of_a_sum_may_begin_where_vectors_begin) {
  expect_sums<float, 7, 4, 21, 16>();
  expect_sums<float, 17, 3, 37, 32>();
  expect_sums<double, 3, 5, 21, 16>();
}

BOOST_AUTO_TEST_SUITE_END()
