// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/meta/force_inline.hpp"

/// A matrix of few rows times one vector: a register holds several of its columns, as they lie in memory (the prediction of 13-64-64-4 for one
/// sample: 153 → 140 ns).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Whether that is possible, columns beginning at the same lanes of all vectors, and there are vectors enough for it.
template <class T>
constexpr bool shares_vectors_among_columns(std::uint32_t rows, std::uint32_t columns) {
  return rows < register_width<T> && std::has_single_bit(rows) && rows * columns >= 4 * register_width<T>;
}

/// The lanes of `value` that stand for one row, added up: one lane for each row.
template <std::uint32_t Rows, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline vector_of<T, Rows> rows_of_columns(pack<T, N> const& value) {
  if constexpr (N == 2 && Rows == 1) {
    return value.v[0] + value.v[1];
  } else if constexpr (N == Rows) {
    return value;
  } else {
    return rows_of_columns<Rows>(half_of<0>(value) + half_of<N / 2>(value));
  }
}

/// The product, as sums in vectors of whole columns.
template <class T, std::uint32_t Rows>
class product_of_few_rows {
  static constexpr std::uint32_t width = register_width<T>;
  static constexpr std::uint32_t terms = 4;  // sums side by side: a multiply-add takes as many cycles
  using vector = pack<T, width>;

public:
  /// The product with `Columns` numbers that lie one after the other.
  template <std::uint32_t Columns>
  TAPELESS_FORCE_INLINE static vector_of<T, Rows> of(T const* matrix, T const* factors) {
    constexpr std::uint32_t at_once = Rows < terms ? terms / Rows * width : width;
    constexpr std::uint32_t left_over = Columns % at_once;
    product_of_few_rows sums;
    std::size_t column_at = 0;
    for (; column_at + at_once <= Columns; column_at += at_once)
      sums.template add<at_once>(matrix + column_at * Rows, factors + column_at);
    if constexpr (left_over != 0) sums.template add<left_over>(matrix + column_at * Rows, factors + column_at);
    return rows_of_columns<Rows>((sums.sum[0] + sums.sum[1]) + (sums.sum[2] + sums.sum[3]));
  }

private:
  TAPELESS_FORCE_INLINE product_of_few_rows() {
    unroll<terms>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[I] = vector(T{}); });
  }
  template <std::uint32_t Count>
  using lanes_for = std::conditional_t<Count >= width, all_lanes, constant_lanes<Count>>;

  template <std::uint32_t Columns>
  TAPELESS_FORCE_INLINE void add(T const* matrix, T const* factors) {
    unroll<(Columns + width - 1) / width>([&]<std::uint32_t Chunk>() TAPELESS_FORCE_INLINE {
      constexpr std::uint32_t columns = Columns - Chunk * width < width ? Columns - Chunk * width : width;
      constexpr std::uint32_t numbers = columns * Rows;
      vector const here = load<vector>(factors + Chunk * width, lanes_for<columns>{});
      unroll<(numbers + width - 1) / width>([&]<std::uint32_t P>() TAPELESS_FORCE_INLINE {
        constexpr std::uint32_t term = (Chunk * Rows + P) % terms;
        sum[term] =
            muladd(load<vector>(matrix + (Chunk * Rows + P) * width, lanes_for<numbers - P * width>{}),
                   repeated<P * width / Rows>(here, std::make_integer_sequence<std::uint32_t, width>{}), sum[term]);
      });
    });
  }
  /// The lanes from number `First` on, each for all rows.
  template <std::uint32_t First, std::uint32_t... I>
  TAPELESS_FORCE_INLINE static vector repeated(vector const& value, std::integer_sequence<std::uint32_t, I...>) {
    return vector(__builtin_shufflevector(value.v, value.v, static_cast<int>(First + I / Rows)...));
  }

  vector sum[terms];
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
