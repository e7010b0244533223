// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/chain.hpp"
#include "tapeless/kernel/scalar_product.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/kernel/tile.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// C = op(A)·op(B): C is rows×columns, the inner extent is `inner`; all matrices are stored column after column. `samples` is how many
/// there can be at most.
struct product_shape {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t inner = 1;
  bool left_transposed = false;
  bool right_transposed = false;
  std::uint32_t samples = 1;

  constexpr std::uint32_t left_row_step() const { return left_transposed ? inner : 1; }
  constexpr std::uint32_t left_inner_step() const { return left_transposed ? 1 : rows; }
  constexpr std::uint32_t right_inner_step() const { return right_transposed ? columns : 1; }
  constexpr std::uint32_t right_column_step() const { return right_transposed ? 1 : inner; }

  friend constexpr bool operator==(product_shape const&, product_shape const&) = default;
};

/// One column of B and where the column of C that it makes goes.
template <class T>
struct column_at {
  T const* factors;
  std::size_t sample;
  std::size_t element;
};

/// Part of C from tiles: columns of A times numbers of B. `a` is the first row of the part, `column(c)` tells where columns are.
template <class T, product_shape S, class V, std::uint32_t Packs, std::uint32_t Columns, class Lanes, class Column,
          class Chain>
[[gnu::always_inline]] inline void multiply_tile(T const* a, std::size_t row, Column const& column,
                                                 Chain const& chain) {
  constexpr std::uint32_t terms = tile_terms(Packs * Columns, S.inner);
  column_at<T> at[Columns];
  unroll<Columns>([&]<std::uint32_t C>() __attribute__((always_inline)) { at[C] = column(C); });
  tile<V, Packs, Columns, terms> sums;
  auto const add = [&]<std::uint32_t Term>(std::size_t k) __attribute__((always_inline)) {
    sums.template add<Lanes, Term>(
        [&](std::uint32_t p, auto lanes) __attribute__((always_inline)) {
          return load<V>(a + p * lane_count<V> * S.left_row_step() + k * S.left_inner_step(), lanes);
        },
        [&](std::uint32_t c) __attribute__((always_inline)) { return at[c].factors[k * S.right_inner_step()]; });
  };
  std::size_t k = 0;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in batch_product_sum
#endif
  for (; k + terms <= S.inner; k += terms)
    unroll<terms>([&]<std::uint32_t Term>()
                      __attribute__((always_inline)) { add.template operator()<Term>(k + Term); });
  if constexpr (S.inner % terms != 0)
    for (; k < S.inner; ++k) add.template operator()<0>(k);
  sums.join_terms();
  chain.template apply<Packs, Columns>(
      sums.sum,
      [&](std::size_t c) __attribute__((always_inline)) {
        return vector_at{at[c].sample, at[c].element + row};
      },
      vector_at{0, lane_count<V>}, Lanes{});
}

/// Some columns of C, all rows.
template <class T, product_shape S, std::uint32_t Capacity, class Column, class Chain>
[[gnu::always_inline]] inline void multiply_columns(T const* a, std::size_t count, Column const& column,
                                                    Chain const& chain) {
  constexpr std::uint32_t packs_at_once = Capacity == 1 ? most_packs_of_one_column : most_packs;
  auto const rows = [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t row) __attribute__((always_inline)) {
    constexpr std::uint32_t columns = columns_at_once(Packs, Capacity);
    for_column_groups<columns, Capacity>(
        count, [&]<std::uint32_t Columns>(std::size_t first) __attribute__((always_inline)) {
          multiply_tile<T, S, V, Packs, Columns, Lanes>(
              a + row * S.left_row_step(),
              row, [&](std::size_t c) __attribute__((always_inline)) { return column(first + c); }, chain);
        });
  };
  if constexpr (S.left_transposed) {
    for_row_groups<T, S.rows, 4, 1>(rows);
  } else {
    for_row_groups<T, S.rows, packs_at_once>(rows);
  }
}

/// Dot products of `Rows` columns of A with one column of B, both contiguous along the inner extent; one lane for each.
template <class T, product_shape S, std::uint32_t Rows>
[[gnu::always_inline]] inline pack<T, width_of_sums<T>(S.inner)> dots(T const* a, T const* b) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t k, auto lanes) __attribute__((always_inline)) {
    vector const factors = load<vector>(b + k, lanes);
    unroll<Rows>([&]<std::uint32_t I>() __attribute__((always_inline)) {
      sum[I] = muladd(load<vector>(a + I * S.inner + k, lanes), factors, sum[I]);
    });
  };
  std::size_t k = 0;
  for (; k + width <= S.inner; k += width) add(k, all_lanes{});
  if constexpr (S.inner % width != 0) add(k, constant_lanes<S.inner % width>{});
  return totals<width>(sum);
}
template <class T, product_shape S, class Column, class Chain>
[[gnu::always_inline]] inline void dot_columns(T const* a, std::size_t count, Column const& column,
                                               Chain const& chain) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t rest = S.rows % width;
  for (std::size_t c = 0; c < count; ++c) {
    column_at<T> const at = column(c);
    std::size_t row = 0;
    for (; row + width <= S.rows; row += width)
      chain(dots<T, S, width>(a + row * S.inner, at.factors), vector_at{at.sample, at.element + row}, all_lanes{});
    if constexpr (rest != 0)
      chain(dots<T, S, rest>(a + row * S.inner, at.factors), vector_at{at.sample, at.element + row},
            constant_lanes<rest>{});
  }
}

/// `count` columns of C.
template <class T, product_shape S, std::uint32_t Capacity, class Column, class Chain>
[[gnu::always_inline]] inline void some_columns(T const* a, std::size_t count, Column const& column,
                                                Chain const& chain) {
  if constexpr (register_bytes == 0) {
    for (std::uint32_t c = 0; c < count; ++c) {
      column_at<T> const at = column(c);
      if constexpr (S.left_transposed)
        scalar::column_of_transposed<T, S.rows, S.inner, S.right_inner_step()>(a, at.factors, at.sample, at.element,
                                                                               chain);
      else
        scalar::column<T, S.rows, S.inner, S.right_inner_step()>(a, at.factors, at.sample, at.element, chain);
    }
  } else if constexpr (S.left_transposed && S.right_inner_step() == 1 && register_width < T >> 1) {
    dot_columns<T, S>(a, count, column, chain);
  } else {
    multiply_columns<T, S, Capacity>(a, count, column, chain);
  }
}

/// One product for each sample, and the chain of each element; `samples` is 1 where nothing has a batch axis.
template <class T, product_shape S, plan::elementwise_code Code>
[[gnu::always_inline]] inline void product(results_of<T, Code> out, operand<T> left, operand<T> right,
                                           inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  if constexpr (S.samples == 1) samples = 1;
  if constexpr (S.columns == 1 && S.samples > 1) {
    if (left.stride == 0) {  // one matrix and many vectors
      auto const vector = [&](std::size_t sample) __attribute__((always_inline)) {
        return column_at<T>{right.sample(sample), sample, 0};
      };
      return some_columns<T, S, S.samples>(left.sample(0), samples, vector, chain);
    }
  }
  for (std::size_t s = 0; s < samples; ++s) {
    T const* const factors = right.sample(s);
    some_columns<T, S, S.columns>(
        left.sample(s), S.columns,
        [&](std::size_t number) __attribute__((always_inline)) {
          return column_at<T>{factors + number * S.right_column_step(), s, number * S.rows};
        },
        chain);
  }
}

/// The same of a transposed left operand, by way of a copy that lies as the tiles want it.
template <class T, product_shape S, plan::elementwise_code Code>
[[gnu::always_inline]] inline void product_by_copy(T* copy, results_of<T, Code> out, operand<T> left, operand<T> right,
                                                   inputs_of<T, Code> in, std::uint32_t samples) {
  transpose_copy<T, S.rows, S.inner>(copy, left.data);
  constexpr product_shape straight{S.rows, S.columns, S.inner, false, S.right_transposed, S.samples};
  product<T, straight, Code>(out, {copy, 0, nullptr}, right, in, samples);
}

/// The sum of the samples' products, and the chain of each element.
template <class T, product_shape S, plan::elementwise_code Code>
[[gnu::always_inline]] inline void batch_product_sum(results_of<T, Code> out, operand<T> left, operand<T> right,
                                                     inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  if constexpr (S.samples == 1) samples = 1;
  if constexpr (register_bytes == 0 && S.samples == 1 && S.inner == 1)
    return scalar::outer_product<T, S.rows, S.columns>(left.sample(0), right.sample(0), chain);
  auto const part = [&]<class V, std::uint32_t Packs, std::uint32_t Columns, class Lanes>(
      std::size_t row, std::size_t column) __attribute__((always_inline)) {
    tile<V, Packs, Columns> sums;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // unrolled, clang runs out of registers and takes 1.4 times as long
#endif
    for (std::size_t s = 0; s < samples; ++s) {
      T const* const a = left.sample(s) + row * S.left_row_step();
      T const* const b = right.sample(s) + column * S.right_column_step();
      for (std::size_t k = 0; k < S.inner; ++k)
        sums.template add<Lanes>(
            [&](std::uint32_t p, auto lanes) __attribute__((always_inline)) {
              return load<V>(a + p * lane_count<V> * S.left_row_step() + k * S.left_inner_step(), lanes);
            },
            [&](std::uint32_t c)
                __attribute__((always_inline)) { return b[c * S.right_column_step() + k * S.right_inner_step()]; });
    }
    chain.template apply<Packs, Columns>(
        sums.sum,
        [&](std::size_t c) __attribute__((always_inline)) {
          return vector_at{0, (column + c) * S.rows + row};
        },
        vector_at{0, lane_count<V>}, Lanes{});
  };
  auto const rows = [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t row) __attribute__((always_inline)) {
    constexpr std::uint32_t most = tile_columns(Packs) < S.columns ? tile_columns(Packs) : S.columns;
    for (std::size_t j = 0; j + most <= S.columns; j += most) part.template operator()<V, Packs, most, Lanes>(row, j);
    if constexpr (S.columns % most != 0)
      part.template operator()<V, Packs, S.columns % most, Lanes>(row, S.columns - S.columns % most);
  };
  if constexpr (S.left_transposed) {
    for_row_groups<T, S.rows, 4, 1>(rows);
  } else {
    for_row_groups<T, S.rows, most_packs>(rows);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
