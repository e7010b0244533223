// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/plan/kernel_id.hpp"
#include "tapeless/target/force_inline.hpp"

#include <numeric>

/// d·fᵀ of two vectors, and the chain of each element: the weight gradient of one sample, and with the update as its
/// chain a pass over the weights. Memory is written strictly in order, each vector read just before: with reads grouped
/// before writes it took up to 2.5 times as long (loads overtake stores whose addresses have the same last 12 bits, and
/// are taken back).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The line that a scaled line scales, and the vector that takes over its number: d·(c·f)ᵀ = (c·d)·fᵀ, one
/// multiplication for each vector of d instead of one for each number of f.
template <class T>
TAPELESS_FORCE_INLINE inline T const* numbers_of(T const* line) {
  return line;
}
template <class T>
TAPELESS_FORCE_INLINE inline T const* numbers_of(scaled_line<T> line) {
  return line.numbers;
}
template <class V>
TAPELESS_FORCE_INLINE inline V scaled_for(math::element_t<V> const*, V const& rows) {
  return rows;
}
template <class V>
TAPELESS_FORCE_INLINE inline V scaled_for(scaled_line<math::element_t<V>> line, V const& rows) {
  return rows * V(line.factor);
}

/// A column, and behind it its beginning once more: a vector may be read from any of its rows on.
template <class T, std::uint32_t Rows>
struct repeated_column {
  T numbers[Rows + register_width<T>];

  template <class Factors>
  TAPELESS_FORCE_INLINE repeated_column(T const* column, Factors factors) {
    for (std::size_t row_at = 0; row_at < Rows; ++row_at) numbers[row_at] = scaled_for(factors, column[row_at]);
    for (std::size_t row_at = 0; row_at < register_width<T>; ++row_at) numbers[Rows + row_at] = numbers[row_at % Rows];
  }
};

/// Columns that end inside a vector: whole vectors all the same, also of several columns. Their rows repeat after
/// `period` vectors, which is `columns` columns, and stay in registers.
template <class T, std::uint32_t Rows, std::uint32_t Columns>
class repeating_outer_product {
  static constexpr std::uint32_t width = register_width<T>;
  static constexpr std::uint32_t columns = width / std::gcd(Rows, width);
  static constexpr std::uint32_t columns_left = Columns % columns;
  static constexpr std::uint32_t vectors_left = (columns_left * Rows + width - 1) / width;
  static constexpr std::uint32_t rest = columns_left * Rows % width;
  using vector = pack<T, width>;

public:
  static constexpr std::uint32_t period = Rows / std::gcd(Rows, width);

  template <class Factors>
  TAPELESS_FORCE_INLINE repeating_outer_product(T const* column, Factors factors) {
    if constexpr (Rows <= width) {
      vector const once = scaled_for(factors, load<vector>(column, lanes_for<Rows>{}));
      unroll<period>([&]<std::uint32_t P>() TAPELESS_FORCE_INLINE {
        rows[P] = permuted(
            once, [](std::uint32_t element) { return element % Rows; }, std::integral_constant<std::uint32_t, P>{});
      });
    } else {
      repeated_column<T, Rows> const repeated(column, factors);
      unroll<period>([&]<std::uint32_t P>()
                         TAPELESS_FORCE_INLINE { rows[P] = vector::load(repeated.numbers + P * width % Rows); });
    }
  }
  template <class Chain>
  TAPELESS_FORCE_INLINE void apply(T const* factors, Chain const& chain) const {
    std::size_t column_at = 0;
    for (; column_at + columns <= Columns; column_at += columns)
      some<period, all_lanes>(load<vector>(factors + column_at, lanes_for<columns>{}), column_at * Rows, chain);
    if constexpr (columns_left != 0)
      some<vectors_left, std::conditional_t<rest == 0, all_lanes, constant_lanes<rest>>>(
          load<vector>(factors + column_at, constant_lanes<columns_left>{}), column_at * Rows, chain);
  }

private:
  template <std::uint32_t Count>
  using lanes_for = std::conditional_t<Count == width, all_lanes, constant_lanes<Count>>;

  template <std::uint32_t Vectors, class Last, class Chain>
  TAPELESS_FORCE_INLINE void some(vector factors, std::size_t element, Chain const& chain) const {
    unroll<Vectors>([&]<std::uint32_t P>() TAPELESS_FORCE_INLINE {
      vector const factor_here = permuted(
          factors, [](std::uint32_t e) { return e / Rows; }, std::integral_constant<std::uint32_t, P>{});
      chain(rows[P] * factor_here, vector_at{0, element + P * width}, lanes_in<P, Vectors, Last>{});
    });
  }
  /// Lane i of vector number P gets the lane that `which` says for element P · width + i.
  template <class Which, std::uint32_t P>
  TAPELESS_FORCE_INLINE static vector permuted(vector from, Which, std::integral_constant<std::uint32_t, P>) {
    return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      return vector(__builtin_shufflevector(from.v, from.v, static_cast<int>(Which{}(P * width + I) % width)...));
    }
    (std::make_integer_sequence<std::uint32_t, width>{});
  }

  vector rows[period];
};

/// Whole vectors of rows, few enough for registers: column after column.
template <class T, std::uint32_t Width, std::uint32_t Leading, std::uint32_t Columns, class Chain, class... Vector>
TAPELESS_FORCE_INLINE inline void columns_of_few_rows(T const* factors, Chain const& chain, Vector... rows) {
  for (std::size_t column_at = 0; column_at < Columns; ++column_at) {
    pack<T, Width> const factor_here(factors[column_at]);
    std::size_t element = column_at * Leading;
    ((chain(rows * factor_here, vector_at{0, element}, all_lanes{}), element += Width), ...);
  }
}
/// The same of any number of rows, where there is room for the last vector of each column: it is written whole.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Leading, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void whole_columns_of_outer_product(T const* column, Factors factors, Chain const& chain) {
  constexpr std::uint32_t width = width_for_update<T>(Rows, Leading * Columns);
  constexpr std::uint32_t vectors = (Rows + width - 1) / width;
  using vector = pack<T, width>;
  using last = std::conditional_t<Rows % width == 0, all_lanes, constant_lanes<Rows % width>>;
  if constexpr (vectors <= 8) {
    [&]<std::uint32_t... R>(std::integer_sequence<std::uint32_t, R...>) TAPELESS_FORCE_INLINE {
      columns_of_few_rows<T, width, Leading, Columns>(
          numbers_of(factors), chain,
          scaled_for(factors, load<vector>(column + R * width, lanes_in<R, vectors, last>{}))...);
    }
    (std::make_integer_sequence<std::uint32_t, vectors>{});
  } else {
    constexpr std::uint32_t full = Rows / width * width;
    for (std::size_t column_at = 0; column_at < Columns; ++column_at) {
      vector const factor_here(factors[column_at]);
      for (std::size_t row_at = 0; row_at < full; row_at += width)
        chain(vector::load(column + row_at) * factor_here, vector_at{0, column_at * Leading + row_at}, all_lanes{});
      if constexpr (full != Rows)
        chain(load<vector>(column + full, last{}) * factor_here, vector_at{0, column_at * Leading + full}, all_lanes{});
    }
  }
}

/// The same where rows repeat too late for registers. It begins with as many numbers as lie before a vector's boundary:
/// a vector across two lines of a cache is written as two.
template <class T, std::uint32_t Rows, std::uint32_t Columns, class Line, class Chain>
TAPELESS_FORCE_INLINE inline void columns_of_outer_product(T const* column, Line line, Chain const& chain) {
  constexpr std::uint32_t width = register_width<T>;
  using vector = pack<T, width>;
  repeated_column<T, Rows> const repeated(column, line);
  T const* const factors = numbers_of(line);
  std::size_t element = chain.numbers_before_boundary();
  std::size_t row_at = element;
  if (element != 0) chain(vector::load(repeated.numbers) * vector(factors[0]), vector_at{0, 0}, first_lanes{element});
  for (std::size_t column_at = 0; column_at < Columns; ++column_at) {
    vector const factor_here(factors[column_at]);
    for (; row_at + width <= Rows; row_at += width, element += width)
      chain(vector::load(repeated.numbers + row_at) * factor_here, vector_at{0, element}, all_lanes{});
    if (column_at + 1 < Columns && row_at != Rows) {
      vector const next(factors[column_at + 1]);
      chain(vector::load(repeated.numbers + row_at) * in_lanes(factor_here, next, first_lanes{Rows - row_at}),
            vector_at{0, element}, all_lanes{});
      row_at += width;
      element += width;
    }
    row_at -= Rows;
  }
  if (element != Rows * Columns)
    chain(vector::load(repeated.numbers + (element - Rows * (Columns - 1))) * vector(factors[Columns - 1]),
          vector_at{0, element}, first_lanes{Rows * Columns - element});
}

/// `factors` is a line of numbers, or one that is scaled. Columns of the result are `Leading` apart.
template <class T, plan::kernel_id How, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Leading = Rows,
          class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void outer_product(T const* column, Factors factors, Chain const& chain) {
  static_assert(Leading == Rows || Leading % register_width<T> == 0);
  if constexpr (How == plan::kernel_id::whole_columns) {
    whole_columns_of_outer_product<T, Rows, Columns, Leading>(column, factors, chain);
  } else if constexpr (How == plan::kernel_id::repeating_columns) {
    static_assert(Leading == Rows);
    repeating_outer_product<T, Rows, Columns>(column, factors).apply(numbers_of(factors), chain);
  } else {
    static_assert(Leading == Rows && Rows >= register_width<T>);
    columns_of_outer_product<T, Rows, Columns>(column, factors, chain);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
