// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/chain.hpp"
#include "tapeless/kernel/outer_product.hpp"
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
  bool right_has_room = false;  ///< behind the last number of B: whole vectors may be read

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
[[gnu::always_inline]] inline void multiply_tile(T const* left_at, std::size_t first_row, Column const& column_of,
                                                 Chain const& chain) {
  constexpr std::uint32_t terms = tile_terms(Packs * Columns, S.inner);
  column_at<T> at[Columns];
  unroll<Columns>([&]<std::uint32_t C>() __attribute__((always_inline)) { at[C] = column_of(C); });
  tile<V, Packs, Columns, terms> sums;
  auto const add = [&]<std::uint32_t Term>(std::size_t inner_at) __attribute__((always_inline)) {
    sums.template add<Lanes, Term>(
        [&](std::uint32_t pack_at, auto lanes) __attribute__((always_inline)) {
          return load<V>(left_at + pack_at * lane_count<V> * S.left_row_step() + inner_at * S.left_inner_step(), lanes);
        },
        [&](std::uint32_t column_nr)
            __attribute__((always_inline)) { return at[column_nr].factors[inner_at * S.right_inner_step()]; });
  };
  std::size_t inner_at = 0;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in batch_product_sum
#endif
  for (; inner_at + terms <= S.inner; inner_at += terms)
    unroll<terms>([&]<std::uint32_t Term>()
                      __attribute__((always_inline)) { add.template operator()<Term>(inner_at + Term); });
  if constexpr (S.inner % terms != 0)
    for (; inner_at < S.inner; ++inner_at) add.template operator()<0>(inner_at);
  sums.join_terms();
  chain.template apply<Packs, Columns>(
      sums.sum,
      [&](std::size_t column_nr) __attribute__((always_inline)) {
        return vector_at{at[column_nr].sample, at[column_nr].element + first_row};
      },
      vector_at{0, lane_count<V>}, Lanes{});
}

/// Some columns of C, all rows.
template <class T, product_shape S, std::uint32_t Capacity, class Column, class Chain>
[[gnu::always_inline]] inline void multiply_columns(T const* left_at, std::size_t count, Column const& column_of,
                                                    Chain const& chain) {
  constexpr std::uint32_t packs_at_once = Capacity == 1 ? most_packs_of_one_column : most_packs;
  auto const rows = [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first_row)
      __attribute__((always_inline)) {
    constexpr std::uint32_t columns = columns_at_once(Packs, Capacity);
    for_column_groups<columns, Capacity>(
        count, [&]<std::uint32_t Columns>(std::size_t first_of_group) __attribute__((always_inline)) {
          multiply_tile<T, S, V, Packs, Columns, Lanes>(
              left_at + first_row * S.left_row_step(), first_row,
              [&](std::size_t column_nr)
                  __attribute__((always_inline)) { return column_of(first_of_group + column_nr); },
              chain);
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
[[gnu::always_inline]] inline pack<T, width_of_sums<T>(S.inner)> dots(T const* left_at, T const* right_at) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t inner_at, auto lanes) __attribute__((always_inline)) {
    vector const factors =
        in_lanes(load<vector>(right_at + inner_at, with_room<S.right_has_room>(lanes)), vector(T{}), lanes);
    unroll<Rows>([&]<std::uint32_t I>() __attribute__((always_inline)) {
      sum[I] = muladd(load<vector>(left_at + I * S.inner + inner_at, lanes), factors, sum[I]);
    });
  };
  std::size_t inner_at = 0;
  for (; inner_at + width <= S.inner; inner_at += width) add(inner_at, all_lanes{});
  if constexpr (S.inner % width != 0) add(inner_at, constant_lanes<S.inner % width>{});
  return totals<width>(sum);
}
template <class T, product_shape S, class Column, class Chain>
[[gnu::always_inline]] inline void dot_columns(T const* left_at, std::size_t count, Column const& column_of,
                                               Chain const& chain) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t rest = S.rows % width;
  for (std::size_t column_nr = 0; column_nr < count; ++column_nr) {
    column_at<T> const at = column_of(column_nr);
    std::size_t first_row = 0;
    for (; first_row + width <= S.rows; first_row += width)
      chain(dots<T, S, width>(left_at + first_row * S.inner, at.factors), vector_at{at.sample, at.element + first_row},
            all_lanes{});
    if constexpr (rest != 0)
      chain(dots<T, S, rest>(left_at + first_row * S.inner, at.factors), vector_at{at.sample, at.element + first_row},
            constant_lanes<rest>{});
  }
}

/// `count` columns of C.
template <class T, product_shape S, std::uint32_t Capacity, class Column, class Chain>
[[gnu::always_inline]] inline void some_columns(T const* left_at, std::size_t count, Column const& column_of,
                                                Chain const& chain) {
  if constexpr (register_bytes == 0) {
    for (std::uint32_t column_nr = 0; column_nr < count; ++column_nr) {
      column_at<T> const at = column_of(column_nr);
      if constexpr (S.left_transposed)
        scalar::column_of_transposed<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample,
                                                                               at.element, chain);
      else
        scalar::column<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample, at.element, chain);
    }
  } else if constexpr (S.left_transposed && S.right_inner_step() == 1 && register_width < T >> 1) {
    dot_columns<T, S>(left_at, count, column_of, chain);
  } else {
    multiply_columns<T, S, Capacity>(left_at, count, column_of, chain);
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
      auto const vector = [&](std::size_t sample_at) __attribute__((always_inline)) {
        return column_at<T>{right.sample(sample_at), sample_at, 0};
      };
      return some_columns<T, S, S.samples>(left.sample(0), samples, vector, chain);
    }
  }
  for (std::size_t sample_nr = 0; sample_nr < samples; ++sample_nr) {
    T const* const factors = right.sample(sample_nr);
    some_columns<T, S, S.columns>(
        left.sample(sample_nr), S.columns,
        [&](std::size_t number) __attribute__((always_inline)) {
          return column_at<T>{factors + number * S.right_column_step(), sample_nr, number * S.rows};
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
  if constexpr (register_bytes != 0 && S.samples == 1 && S.inner == 1)
    return outer_product<T, S.rows, S.columns>(left.sample(0), right.sample(0), chain);
  auto const part = [&]<class V, std::uint32_t Packs, std::uint32_t Columns, class Lanes>(
      std::size_t first_row, std::size_t first_column) __attribute__((always_inline)) {
    tile<V, Packs, Columns> sums;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // unrolled, clang runs out of registers and takes 1.4 times as long
#endif
    for (std::size_t sample_nr = 0; sample_nr < samples; ++sample_nr) {
      T const* const left_at = left.sample(sample_nr) + first_row * S.left_row_step();
      T const* const right_at = right.sample(sample_nr) + first_column * S.right_column_step();
      for (std::size_t inner_at = 0; inner_at < S.inner; ++inner_at)
        sums.template add<Lanes>(
            [&](std::uint32_t pack_at, auto lanes) __attribute__((always_inline)) {
              return load<V>(left_at + pack_at * lane_count<V> * S.left_row_step() + inner_at * S.left_inner_step(),
                             lanes);
            },
            [&](std::uint32_t column_nr) __attribute__((always_inline)) {
              return right_at[column_nr * S.right_column_step() + inner_at * S.right_inner_step()];
            });
    }
    chain.template apply<Packs, Columns>(
        sums.sum,
        [&](std::size_t column_nr) __attribute__((always_inline)) {
          return vector_at{0, (first_column + column_nr) * S.rows + first_row};
        },
        vector_at{0, lane_count<V>}, Lanes{});
  };
  auto const rows = [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first_row)
      __attribute__((always_inline)) {
    constexpr std::uint32_t most = tile_columns(Packs) < S.columns ? tile_columns(Packs) : S.columns;
    for (std::size_t group_at = 0; group_at + most <= S.columns; group_at += most)
      part.template operator()<V, Packs, most, Lanes>(first_row, group_at);
    if constexpr (S.columns % most != 0)
      part.template operator()<V, Packs, S.columns % most, Lanes>(first_row, S.columns - S.columns % most);
  };
  if constexpr (S.left_transposed) {
    for_row_groups<T, S.rows, 4, 1>(rows);
  } else {
    for_row_groups<T, S.rows, most_packs>(rows);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
