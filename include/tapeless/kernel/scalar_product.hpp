// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/several.hpp"
#include "tapeless/kernel/tile.hpp"
#include "tapeless/target/force_inline.hpp"

/// Products on targets without vector registers. Sums add up in the order of plain loops.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::scalar {

/// Some rows of one column of A·b, side by side: each number of b is read once for all of them.
template <class T, std::uint32_t Rows>
struct column_of_sums {
  T sum[Rows];

  TAPELESS_FORCE_INLINE column_of_sums() {
    unroll<Rows>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[I] = T{}; });
  }
  TAPELESS_FORCE_INLINE void add(T const* from, T factor) {
    for_groups<T, Rows>([&]<std::uint32_t First, std::uint32_t Count>() TAPELESS_FORCE_INLINE {
      T loaded[Count];
      load_group<Count>(loaded, from + First);
      unroll<Count>([&]<std::uint32_t I>()
                        TAPELESS_FORCE_INLINE { sum[First + I] = math::muladd(loaded[I], factor, sum[First + I]); });
    });
  }
};

/// Rows that are computed side by side: as many groups as `most_packs` needs, as equal as can be.
constexpr std::uint32_t rows_at_once(std::uint32_t rows, std::uint32_t most = most_packs) {
  std::uint32_t const groups = (rows + most - 1) / most;
  return (rows + groups - 1) / groups;
}

/// `Some` rows from `row` on of one column of A·b, A stored column after column.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, std::uint32_t Some, class Chain>
TAPELESS_FORCE_INLINE inline void part_of_column(T const* a, T const* b, std::size_t row, std::size_t sample,
                                                 std::size_t element, Chain const& chain) {
  column_of_sums<T, Some> sums;
  for (std::size_t k = 0; k < Inner; ++k) sums.add(a + row + k * Rows, b[k * Step]);
  chain.template apply_to_column<Some>(sums.sum, vector_at{sample, element + row});
}
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, class Chain>
TAPELESS_FORCE_INLINE inline void column(T const* a, T const* b, std::size_t sample, std::size_t element,
                                         Chain const& chain) {
  constexpr std::uint32_t some = rows_at_once(Rows, Chain::calls() ? 4 : most_packs);
  constexpr std::uint32_t rest = Rows % some;
  for (std::size_t row = 0; row + some <= Rows; row += some)
    part_of_column<T, Rows, Inner, Step, some>(a, b, row, sample, element, chain);
  if constexpr (rest != 0) part_of_column<T, Rows, Inner, Step, rest>(a, b, Rows - rest, sample, element, chain);
}

/// The sum, and to it the products of two lines of `Count` numbers.
template <std::uint32_t Count, class T>
TAPELESS_FORCE_INLINE inline T add_products(T sum, T const* line, T const* factors, std::uint32_t step) {
  for_groups<T, Count>([&]<std::uint32_t First, std::uint32_t Some>() TAPELESS_FORCE_INLINE {
    T loaded[Some];
    load_group<Some>(loaded, line + First);
    unroll<Some>([&]<std::uint32_t I>()
                     TAPELESS_FORCE_INLINE { sum = math::muladd(loaded[I], factors[(First + I) * step], sum); });
  });
  return sum;
}

/// One column of Aᵀ·b, row after row: a row of Aᵀ lies in a line. A short b stays in registers.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, class Chain>
TAPELESS_FORCE_INLINE inline void column_of_transposed(T const* a, T const* b, std::size_t sample, std::size_t element,
                                                       Chain const& chain) {
  constexpr bool is_short = Inner <= 12;
  constexpr std::uint32_t at_once = is_short ? Inner : 8;
  T factors[at_once];
  if constexpr (is_short) unroll<Inner>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { factors[I] = b[I * Step]; });
  for (std::size_t row = 0; row < Rows; ++row) {
    T const* const line = a + row * Inner;
    T sum{};
    if constexpr (is_short) {
      sum = add_products<Inner>(sum, line, factors, 1);
    } else {
      std::size_t k = 0;
      for (; k + at_once <= Inner; k += at_once) sum = add_products<at_once>(sum, line + k, b + k * Step, Step);
      sum = add_products<Inner % at_once>(sum, line + k, b + k * Step, Step);
    }
    chain(sum, vector_at{sample, element + row}, all_lanes{});
  }
}

/// a·bᵀ of one sample, and the chain of each element: some rows of a stay in registers while the columns pass.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Some, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void part_of_outer_product(T const* a, Factors b, std::size_t row, Chain const& chain) {
  T left[Some];
  unroll<Some>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { left[I] = a[row + I]; });
  for (std::size_t j = 0; j < Columns; ++j) {
    T made[Some];
    T const factor = b[j];
    unroll<Some>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { made[I] = left[I] * factor; });
    chain.template apply_to_column<Some>(made, vector_at{0, j * Rows + row});
  }
}
template <class T, std::uint32_t Rows, std::uint32_t Columns, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void outer_product(T const* a, Factors b, Chain const& chain) {
  constexpr std::uint32_t some = rows_at_once(Rows);
  constexpr std::uint32_t rest = Rows % some;
  for (std::size_t row = 0; row + some <= Rows; row += some)
    part_of_outer_product<T, Rows, Columns, some>(a, b, row, chain);
  if constexpr (rest != 0) part_of_outer_product<T, Rows, Columns, rest>(a, b, Rows - rest, chain);
}

}  // namespace kernel::scalar
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
