// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/kernel/pack.hpp"

#include <bit>

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// C = op(A)·op(B): C is rows×columns, the inner extent is `inner`; all matrices are stored column after column.
struct product_shape {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t inner = 1;
  bool left_transposed = false;
  bool right_transposed = false;

  constexpr std::uint32_t right_inner_step() const { return right_transposed ? columns : 1; }
  constexpr std::uint32_t right_column_step() const { return right_transposed ? 1 : inner; }

  friend constexpr bool operator==(product_shape const&, product_shape const&) = default;
};

/// A tile of C in registers: `Packs` packs of `Width` rows, `Columns` columns. To each it adds column k of A times the number of B.
template <class T, std::uint32_t Width, std::uint32_t Packs, std::uint32_t Columns>
struct tile {
  pack<T, Width> sum[Packs][Columns];

  [[gnu::always_inline]] tile() {
    for (auto& row : sum)
      for (auto& each : row) each = pack<T, Width>(T{});
  }
  template <std::uint32_t Inner, std::uint32_t LeftStep, std::uint32_t RightStep>
  [[gnu::always_inline]] void add(T const* a, T const* const (&b)[Columns]) {
    for (std::uint32_t k = 0; k < Inner; ++k) {
      pack<T, Width> left[Packs];
#pragma GCC unroll 8
      for (std::uint32_t p = 0; p < Packs; ++p) left[p] = pack<T, Width>::load(a + k * LeftStep + p * Width);
#pragma GCC unroll 8
      for (std::uint32_t j = 0; j < Columns; ++j) {
        pack<T, Width> const factor(b[j][k * RightStep]);
#pragma GCC unroll 8
        for (std::uint32_t p = 0; p < Packs; ++p) sum[p][j] = sum[p][j] + left[p] * factor;
      }
    }
  }
  [[gnu::always_inline]] void store(T* const (&c)[Columns]) const {
#pragma GCC unroll 8
    for (std::uint32_t j = 0; j < Columns; ++j)
#pragma GCC unroll 8
      for (std::uint32_t p = 0; p < Packs; ++p) sum[p][j].store(c[j] + p * Width);
  }
};

/// How many columns a tile has: with two packs of rows 16 sums are under way, as many as hide the latency of multiply-add.
inline constexpr std::uint32_t tile_columns = 8;

/// Covers `Rows` rows by tiles: two packs, one pack, then packs of half the width, so that nothing beyond the last row is touched.
template <class T, std::uint32_t Rows, std::uint32_t First, std::uint32_t Width, std::uint32_t Columns, class Compute>
[[gnu::always_inline]] inline void for_row_tiles(Compute const& compute) {
  constexpr std::uint32_t left = Rows - First;
  if constexpr (left >= 2 * Width) {
    compute.template operator()<First, Width, 2, Columns>();
    for_row_tiles<T, Rows, First + 2 * Width, Width, Columns>(compute);
  } else if constexpr (left >= Width) {
    compute.template operator()<First, Width, 1, Columns>();
    for_row_tiles<T, Rows, First + Width, Width, Columns>(compute);
  } else if constexpr (left > 0) {
    for_row_tiles<T, Rows, First, Width / 2, Columns>(compute);
  }
}

/// Some columns of op(A)·op(B) with A as stored: columns of A are added up.
template <class T, product_shape S, std::uint32_t Columns>
void add_columns(T* const (&c)[Columns], T const* a, T const* const (&b)[Columns]) {
  for_row_tiles<T, S.rows, 0, register_width<T>,
                Columns>([&]<std::uint32_t First, std::uint32_t Width, std::uint32_t Packs, std::uint32_t N>()
                             __attribute__((always_inline)) {
                               tile<T, Width, Packs, N> tile_sums;
                               tile_sums.template add<S.inner, S.rows, S.right_inner_step()>(a + First, b);
                               T* tile_columns_at[N];
                               for (std::uint32_t number = 0; number < N; ++number)
                                 tile_columns_at[number] = c[number] + First;
                               tile_sums.store(tile_columns_at);
                             });
}

/// The sum of the lanes.
template <class T, std::uint32_t N>
[[gnu::always_inline]] inline T total(pack<T, N> p) {
  if constexpr (N == 1) {
    return p.v[0];
  } else {
    pack<T, N / 2> low, high;
    __builtin_memcpy(&low.v, &p.v, sizeof low.v);
    __builtin_memcpy(&high.v, reinterpret_cast<char const*>(&p.v) + sizeof low.v, sizeof high.v);
    return total(low + high);
  }
}

/// Dot products of `Rows` columns of A with `Columns` vectors, both contiguous along `Inner`.
template <class T, std::uint32_t Inner, std::uint32_t Rows, std::uint32_t Columns>
[[gnu::always_inline]] inline void dots(T const* a, T const* const (&b)[Columns], T (&sum)[Rows][Columns]) {
  constexpr std::uint32_t width = std::bit_floor(Inner < register_width<T> ? Inner : register_width<T>);
  constexpr std::uint32_t whole = Inner - Inner % width;
  pack<T, width> partial[Rows][Columns];
  for (auto& row : partial)
    for (auto& each : row) each = pack<T, width>(T{});
  for (std::uint32_t k = 0; k < whole; k += width) {
    pack<T, width> right[Columns];
#pragma GCC unroll 8
    for (std::uint32_t j = 0; j < Columns; ++j) right[j] = pack<T, width>::load(b[j] + k);
#pragma GCC unroll 8
    for (std::uint32_t i = 0; i < Rows; ++i) {
      pack<T, width> const left = pack<T, width>::load(a + i * Inner + k);
#pragma GCC unroll 8
      for (std::uint32_t j = 0; j < Columns; ++j) partial[i][j] = partial[i][j] + left * right[j];
    }
  }
#pragma GCC unroll 8
  for (std::uint32_t i = 0; i < Rows; ++i)
#pragma GCC unroll 8
    for (std::uint32_t j = 0; j < Columns; ++j) {
      sum[i][j] = total(partial[i][j]);
      for (std::uint32_t k = whole; k < Inner; ++k) sum[i][j] += a[i * Inner + k] * b[j][k];
    }
}
template <class T, product_shape S, std::uint32_t Columns>
void dot_columns(T* const (&c)[Columns], T const* a, T const* const (&b)[Columns]) {
  constexpr std::uint32_t block = S.rows - S.rows % 4;
  for (std::uint32_t i = 0; i < block; i += 4) {
    T sum[4][Columns];
    dots<T, S.inner>(a + i * S.inner, b, sum);
    for (std::uint32_t r = 0; r < 4; ++r)
      for (std::uint32_t j = 0; j < Columns; ++j) c[j][i + r] = sum[r][j];
  }
  for (std::uint32_t i = block; i < S.rows; ++i) {
    T sum[1][Columns];
    dots<T, S.inner>(a + i * S.inner, b, sum);
    for (std::uint32_t j = 0; j < Columns; ++j) c[j][i] = sum[0][j];
  }
}
/// op(A) transposed and op(B) with its inner extent strided: plain loops.
template <class T, product_shape S, std::uint32_t Columns>
void strided_dot_columns(T* const (&c)[Columns], T const* a, T const* const (&b)[Columns]) {
  for (std::uint32_t j = 0; j < Columns; ++j)
    for (std::uint32_t i = 0; i < S.rows; ++i) {
      T sum{};
      for (std::uint32_t k = 0; k < S.inner; ++k) sum += a[i * S.inner + k] * b[j][k * S.right_inner_step()];
      c[j][i] = sum;
    }
}

template <class T, product_shape S, std::uint32_t Columns>
[[gnu::always_inline]] inline void some_columns(T* const (&c)[Columns], T const* a, T const* const (&b)[Columns]) {
  if constexpr (!S.left_transposed) {
    add_columns<T, S, Columns>(c, a, b);
  } else if constexpr (S.right_inner_step() == 1) {
    dot_columns<T, S, Columns>(c, a, b);
  } else {
    strided_dot_columns<T, S, Columns>(c, a, b);
  }
}

/// `count` columns whose places `column(j)` tells, in groups.
template <class T, product_shape S, class Column>
[[gnu::always_inline]] inline void all_columns(T const* a, std::uint32_t count, Column const& column) {
  constexpr std::uint32_t group = S.left_transposed ? 4 : tile_columns;
  auto const compute = [&]<std::uint32_t N>(std::uint32_t first_of_group) __attribute__((always_inline)) {
    T* made[N];
    T const* used[N];
    for (std::uint32_t number = 0; number < N; ++number) column(first_of_group + number, made[number], used[number]);
    some_columns<T, S, N>(made, a, used);
  };
  std::uint32_t j = 0;
  for (; j + group <= count; j += group) compute.template operator()<group>(j);
  for (; j < count; ++j) compute.template operator()<1>(j);
}

/// One product for each sample; `samples` is 1 where nothing has a batch axis.
template <class T, product_shape S>
void product(target<T> out, operand<T> left, operand<T> right, std::uint32_t samples) {
  if (S.columns == 1 && left.stride == 0) {  // one matrix and many vectors
    all_columns<T, S>(left.sample(0), samples, [&](std::uint32_t number, T*& made, T const*& used) {
      made = out.sample(number);
      used = right.sample(number);
    });
    return;
  }
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const to = out.sample(s);
    T const* const from = right.sample(s);
    all_columns<T, S>(left.sample(s), S.columns, [&](std::uint32_t number, T*& made, T const*& used) {
      made = to + number * S.rows;
      used = from + number * S.right_column_step();
    });
  }
}

/// Some columns of the sum of the samples' products.
template <class T, product_shape S, std::uint32_t Columns>
void sum_columns(T* c, std::uint32_t first_column, operand<T> left, operand<T> right, std::uint32_t samples) {
  for_row_tiles<T, S.rows, 0, register_width<T>,
                Columns>([&]<std::uint32_t First, std::uint32_t Width, std::uint32_t Packs, std::uint32_t N>()
                             __attribute__((always_inline)) {
                               tile<T, Width, Packs, N> tile_sums;
                               for (std::uint32_t number = 0; number < samples; ++number) {
                                 T const* const from_column =
                                     right.sample(number) + first_column * S.right_column_step();
                                 T const* used[N];
                                 for (std::uint32_t nth = 0; nth < N; ++nth)
                                   used[nth] = from_column + nth * S.right_column_step();
                                 tile_sums.template add<S.inner, S.rows, S.right_inner_step()>(
                                     left.sample(number) + First, used);
                               }
                               T* made[N];
                               for (std::uint32_t nth = 0; nth < N; ++nth)
                                 made[nth] = c + (first_column + nth) * S.rows + First;
                               tile_sums.store(made);
                             });
}

/// The sum of the samples' products.
template <class T, product_shape S>
void batch_product_sum(target<T> out, operand<T> left, operand<T> right, std::uint32_t samples) {
  if constexpr (!S.left_transposed) {
    constexpr std::uint32_t block = S.columns - S.columns % tile_columns;
    for (std::uint32_t j = 0; j < block; j += tile_columns)
      sum_columns<T, S, tile_columns>(out.data, j, left, right, samples);
    for (std::uint32_t j = block; j < S.columns; ++j) sum_columns<T, S, 1>(out.data, j, left, right, samples);
  } else {
    for (std::uint32_t j = 0; j < S.columns; ++j)
      for (std::uint32_t i = 0; i < S.rows; ++i) {
        T sum{};
        for (std::uint32_t s = 0; s < samples; ++s)
          for (std::uint32_t k = 0; k < S.inner; ++k)
            sum +=
                left.sample(s)[i * S.inner + k] * right.sample(s)[j * S.right_column_step() + k * S.right_inner_step()];
        out.data[j * S.rows + i] = sum;
      }
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
