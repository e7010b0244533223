// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/shuffle.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor {

/// One shared matrix times the vector of each sample, and the chain of each element: a tile has vectors of samples by rows of the matrix.
template <class T, product_shape S, plan::elementwise_code Code>
[[gnu::always_inline]] inline void product(results_of<T, Code> out, T const* matrix, T const* vectors,
                                           inputs_of<T, Code> in, std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.samples, 2>(
      samples, [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t sample_at,
                                                              Lanes lanes) __attribute__((always_inline)) {
        constexpr std::uint32_t most = tile_columns(Packs) < S.rows ? tile_columns(Packs) : S.rows;
        auto const rows = [&]<std::uint32_t Rows>(std::size_t first_row) __attribute__((always_inline)) {
          tile<V, Packs, Rows> sums;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in kernel/product.hpp
#endif
          for (std::size_t inner_at = 0; inner_at < S.inner; ++inner_at)
            sums.add(
                lanes,
                [&](std::uint32_t pack_at, auto) __attribute__((always_inline)) {
                  return load<V>(vectors + inner_at * S.samples + sample_at + pack_at * lane_count<V>, lanes);
                },
                [&](std::uint32_t row_at) __attribute__((always_inline)) {
                  return matrix[(first_row + row_at) * S.left_row_step() + inner_at * S.left_inner_step()];
                });
          chain.template apply<Packs, Rows>(
              sums.sum,
              [&](std::size_t row_at) __attribute__((always_inline)) {
                return vector_at{sample_at, first_row + row_at};
              },
              vector_at{lane_count<V>, 0}, lanes);
        };
        for (std::size_t first_row = 0; first_row + most <= S.rows; first_row += most)
          rows.template operator()<most>(first_row);
        if constexpr (S.rows % most != 0) rows.template operator()<S.rows % most>(S.rows - S.rows % most);
      });
}

/// Sums over the samples of products left[i][s] · right[j][s] for `Rows` i and `Columns` j, lane number j · Rows + i for each. Without
/// a right operand the sums of left[i][s].
template <class T, std::uint32_t Batch, std::uint32_t Rows, std::uint32_t Columns, bool WithRight>
[[gnu::always_inline]] inline pack<T, width_for<T>(Batch)> sums_over_samples(T const* left, T const* right,
                                                                             std::uint32_t samples) {
  constexpr std::uint32_t width = width_for<T>(Batch);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t sample_at, auto lanes) __attribute__((always_inline)) {
    vector rows[Rows];
    unroll<Rows>([&]<std::uint32_t R>()
                     __attribute__((always_inline)) { rows[R] = load<vector>(left + R * Batch + sample_at, lanes); });
    unroll<Columns>([&]<std::uint32_t C>() __attribute__((always_inline)) {
      if constexpr (WithRight) {
        vector const factor_here = load<vector>(right + C * Batch + sample_at, lanes);
        unroll<Rows>([&]<std::uint32_t R>() __attribute__((always_inline)) {
          sum[C * Rows + R] = muladd(rows[R], factor_here, sum[C * Rows + R]);
        });
      } else {
        unroll<Rows>([&]<std::uint32_t R>() __attribute__((always_inline)) { sum[R] = sum[R] + rows[R]; });
      }
    });
  };
  std::size_t sample_at = 0;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in kernel/product.hpp
#endif
  for (; sample_at + width <= samples; sample_at += width) add(sample_at, all_lanes{});
  if (sample_at < samples) add(sample_at, first_lanes{samples - sample_at});
  return totals<width>(sum);
}

/// Σ over the samples of left · rightᵀ, and the chain of each element: as many columns at once as fill the lanes.
template <class T, product_shape S, plan::elementwise_code Code>
[[gnu::always_inline]] inline void batch_product_sum(results_of<T, Code> out, T const* left, T const* right,
                                                     inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> const chain(out, in);
  constexpr std::uint32_t width = width_for<T>(S.samples);
  auto const part = [&]<std::uint32_t Rows, std::uint32_t Columns>(std::size_t first_row, std::size_t first_column)
      __attribute__((always_inline)) {
    chain(sums_over_samples<T, S.samples, Rows, Columns, true>(left + first_row * S.samples,
                                                               right + first_column * S.samples, samples),
          vector_at{0, first_column * S.rows + first_row}, constant_lanes<Rows * Columns>{});
  };
  if constexpr (S.rows >= width) {
    for (std::size_t j = 0; j < S.columns; ++j) {
      for (std::size_t i = 0; i + width <= S.rows; i += width) part.template operator()<width, 1>(i, j);
      if constexpr (S.rows % width != 0) part.template operator()<S.rows % width, 1>(S.rows - S.rows % width, j);
    }
  } else {
    constexpr std::uint32_t most = width / S.rows < S.columns ? width / S.rows : S.columns;
    for (std::size_t j = 0; j + most <= S.columns; j += most) part.template operator()<S.rows, most>(0, j);
    if constexpr (S.columns % most != 0)
      part.template operator()<S.rows, S.columns % most>(0, S.columns - S.columns % most);
  }
}

/// Σ over the samples, and the chain of each element.
template <class T, std::uint32_t Size, std::uint32_t Batch, plan::elementwise_code Code>
[[gnu::always_inline]] inline void batch_sum(results_of<T, Code> out, T const* from, inputs_of<T, Code> in,
                                             std::uint32_t samples) {
  attached_chain<T, Code> const chain(out, in);
  constexpr std::uint32_t width = width_for<T>(Batch);
  if constexpr (Size == 1) {
    chain(sum_of_line(from, samples), vector_at{0, 0}, all_lanes{});
  } else {
    for (std::size_t e = 0; e + width <= Size; e += width)
      chain(sums_over_samples<T, Batch, width, 1, false>(from + e * Batch, nullptr, samples), vector_at{0, e},
            all_lanes{});
    if constexpr (Size % width != 0)
      chain(sums_over_samples<T, Batch, Size % width, 1, false>(from + (Size - Size % width) * Batch, nullptr, samples),
            vector_at{0, Size - Size % width}, constant_lanes<Size % width>{});
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor
