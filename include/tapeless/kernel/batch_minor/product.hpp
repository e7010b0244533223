// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/target/force_inline.hpp"

#include <numeric>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::batch_minor {

/// Vectors of samples that a tile of so many rows takes: enough sums to hide the latency of multiply-add, and no more,
/// because results are written while the next tile is computed (7 % of a kernel with 8 rows).
constexpr std::uint32_t packs_of_samples(std::uint32_t rows) { return rows >= 8 ? 1 : rows >= 4 ? 2 : 4; }

/// One shared matrix times the vector of each sample, and the chain of each element: a tile has vectors of samples by
/// rows of the matrix.
template <class T, product_shape S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void product(results_of<T, Code> out, T const* matrix, T const* vectors,
                                          inputs_of<T, Code> in, std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.samples, packs_of_samples(S.rows)>(
      samples,
      [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        constexpr std::uint32_t most = tile_columns(Packs) < S.rows ? tile_columns(Packs) : S.rows;
        auto const rows = [&]<std::uint32_t Rows>(std::size_t first_row) TAPELESS_FORCE_INLINE {
          tile<V, Packs, Rows> sums;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in sum_panel (kernel/panel.hpp)
#endif
          for (std::size_t inner_at = 0; inner_at < S.inner; ++inner_at)
            sums.add(
                lanes,
                [&](std::uint32_t pack_at, auto) TAPELESS_FORCE_INLINE {
                  return load<V>(vectors + inner_at * S.samples + sample_at + pack_at * lane_count<V>, lanes);
                },
                [&](std::uint32_t row_at) TAPELESS_FORCE_INLINE {
                  return matrix[(first_row + row_at) * S.left_row_step() + inner_at * S.left_inner_step()];
                });
          chain.template apply<Packs, Rows>(
              sums.sum,
              [&](std::size_t row_at) TAPELESS_FORCE_INLINE {
                return vector_at{sample_at, first_row + row_at};
              },
              vector_at{lane_count<V>, 0}, lanes);
        };
        for (std::size_t first_row = 0; first_row + most <= S.rows; first_row += most)
          rows.template operator()<most>(first_row);
        if constexpr (S.rows % most != 0) rows.template operator()<S.rows % most>(S.rows - S.rows % most);
      });
}

/// Which elements of a matrix, stored column after column, the lanes of a vector stand for: `Count` from number `First`
/// on.
struct elements_of_matrix {
  std::uint32_t rows;
  std::uint32_t first;
  std::uint32_t count;

  constexpr std::uint32_t row(std::uint32_t lane) const { return (first + lane) % rows; }
  constexpr std::uint32_t column(std::uint32_t lane) const { return (first + lane) / rows; }
};

/// Sums over the samples of products left[row][s] · right[column][s], one for each lane. Without a right operand the
/// sums of left[row][s].
template <class T, std::uint32_t Batch, elements_of_matrix Elements, bool WithRight>
TAPELESS_FORCE_INLINE inline pack<T, width_for<T>(Batch)> sums_over_samples(T const* left, T const* right,
                                                                            std::uint32_t samples) {
  constexpr std::uint32_t width = width_for<T>(Batch);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t sample_at, auto lanes) TAPELESS_FORCE_INLINE {
    unroll<Elements.count>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      vector const row_here = load<vector>(left + Elements.row(I) * Batch + sample_at, lanes);
      if constexpr (WithRight) {
        sum[I] = muladd(row_here, load<vector>(right + Elements.column(I) * Batch + sample_at, lanes), sum[I]);
      } else {
        sum[I] = sum[I] + row_here;
      }
    });
  };
  std::size_t sample_at = 0;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in sum_panel (kernel/panel.hpp)
#endif
  for (; sample_at + width <= samples; sample_at += width) add(sample_at, all_lanes{});
  if (sample_at < samples) add(sample_at, first_lanes{samples - sample_at});
  return totals<width>(sum);
}

/// Σ over the samples of left · rightᵀ, and the chain of each element, a vector of elements at a time.
template <class T, product_shape S, class Chain>
class sums_of_outer_products {
  static constexpr std::uint32_t width = width_for<T>(S.samples);
  using vector = pack<T, width>;

public:
  T const* left;
  T const* right;
  std::uint32_t samples;
  Chain const& chain;

  /// Rows fill vectors, and what is left of each column is a vector of its own.
  TAPELESS_FORCE_INLINE void long_columns() const {
    for (std::size_t column_at = 0; column_at < S.columns; ++column_at) {
      for (std::size_t row_at = 0; row_at + width <= S.rows; row_at += width)
        some<elements_of_matrix{width, 0, width}>(row_at, column_at);
      if constexpr (S.rows % width != 0)
        some<elements_of_matrix{S.rows % width, 0, S.rows % width}>(S.rows - S.rows % width, column_at);
    }
  }
  /// Vectors across columns: after `columns` columns rows repeat.
  TAPELESS_FORCE_INLINE void narrow_columns() const {
    static_assert(S.result_step() == S.rows);
    constexpr std::uint32_t columns = width / std::gcd(S.rows, width);
    constexpr std::uint32_t left_over = S.columns % columns;
    for (std::size_t column_at = 0; column_at + columns <= S.columns; column_at += columns)
      all_of<columns * S.rows>(column_at);
    if constexpr (left_over != 0) all_of<left_over * S.rows>(S.columns - left_over);
  }

private:
  template <std::uint32_t Count>
  TAPELESS_FORCE_INLINE void all_of(std::size_t first_column) const {
    unroll<Count / width>([&]<std::uint32_t G>() TAPELESS_FORCE_INLINE {
      some<elements_of_matrix{S.rows, G * width, width}>(0, first_column);
    });
    if constexpr (Count % width != 0) {
      constexpr elements_of_matrix last{S.rows, Count - Count % width, Count % width};
      some<last>(0, first_column);
    }
  }
  template <elements_of_matrix Elements>
  TAPELESS_FORCE_INLINE void some(std::size_t row_at, std::size_t column_at) const {
    constexpr bool is_whole = Elements.count == width || (S.result_step() != S.rows && S.result_step() % width == 0);
    using lanes = std::conditional_t<is_whole, all_lanes, constant_lanes<Elements.count>>;
    chain(sums_over_samples<T, S.samples, Elements, true>(left + row_at * S.samples, right + column_at * S.samples,
                                                          samples),
          vector_at{0, column_at * S.result_step() + row_at + Elements.first}, lanes{});
  }
};

/// Narrow columns that lie close share vectors: written one by one they overlap, and a read waits for the masked write
/// before it (a quarter of the step of a 4-6-3-1 network and 8 samples).
template <class T, product_shape S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void batch_product_sum(results_of<T, Code> out, T const* left, T const* right,
                                                    inputs_of<T, Code> in, std::uint32_t samples) {
  using chain_here = attached_chain<T, Code>;
  chain_here const chain(out, in);
  sums_of_outer_products<T, S, chain_here> const sums{left, right, samples, chain};
  if constexpr (S.kernel == kernel_id::long_columns) {
    sums.long_columns();
  } else {
    sums.narrow_columns();
  }
}

/// Σ over the samples, and the chain of each element.
template <class T, std::uint32_t Size, std::uint32_t Batch, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void batch_sum(results_of<T, Code> out, T const* from, inputs_of<T, Code> in,
                                            std::uint32_t samples) {
  attached_chain<T, Code> const chain(out, in);
  constexpr std::uint32_t width = width_for<T>(Batch);
  constexpr std::uint32_t rest = Size % width;
  if constexpr (Size == 1) {
    chain(sum_of_line<Batch>(from, samples), vector_at{0, 0}, all_lanes{});
  } else {
    for (std::size_t e = 0; e + width <= Size; e += width)
      chain(sums_over_samples<T, Batch, elements_of_matrix{width, 0, width}, false>(from + e * Batch, nullptr, samples),
            vector_at{0, e}, all_lanes{});
    if constexpr (rest != 0)
      chain(sums_over_samples<T, Batch, elements_of_matrix{rest, 0, rest}, false>(from + (Size - rest) * Batch, nullptr,
                                                                                  samples),
            vector_at{0, Size - rest}, constant_lanes<rest>{});
  }
}

}  // namespace kernel::batch_minor
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
