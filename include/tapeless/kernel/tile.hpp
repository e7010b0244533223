// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Sums of products in registers: `Packs` vectors of rows by `Columns` columns. Where that is too few sums to hide the
/// latency of multiply-add, `Terms` of each run side by side.
template <class V, std::uint32_t Packs, std::uint32_t Columns, std::uint32_t Terms = 1>
struct tile {
  using element = math::element_t<V>;
  static constexpr std::uint32_t size = Packs * Columns;
  V sum[Terms * size];

  TAPELESS_FORCE_INLINE tile() : tile(std::make_integer_sequence<std::uint32_t, Terms * size>{}) {}

  /// Adds left(p, lanes) · right(c), a number or one in each lane, to each sum; `lanes` are those of the last vector of
  /// rows. (Folds, not lambdas for each sum: what is instantiated and inlined is what compiling a kernel costs.)
  template <std::uint32_t Term = 0, class Lanes, class Left, class Right>
  TAPELESS_FORCE_INLINE void add(Lanes lanes, Left const& left, Right const& right) {
    add_each<Term>(lanes, left, right, std::make_integer_sequence<std::uint32_t, Packs - 1>{},
                   std::make_integer_sequence<std::uint32_t, Columns>{},
                   std::make_integer_sequence<std::uint32_t, size>{});
  }
  /// Adds up the terms of each sum, pairwise.
  template <std::uint32_t Count = Terms>
  TAPELESS_FORCE_INLINE void join_terms() {
    if constexpr (Count > 1) {
      constexpr std::uint32_t half = Count / 2;
      join<Count>(std::make_integer_sequence<std::uint32_t, half * size>{});
      join_terms<Count - half>();
    }
  }

private:
  template <std::uint32_t... I>
  TAPELESS_FORCE_INLINE explicit tile(std::integer_sequence<std::uint32_t, I...>) {
    ((sum[I] = V(element{})), ...);
  }
  template <std::uint32_t Term, class Lanes, class Left, class Right, std::uint32_t... P, std::uint32_t... C,
            std::uint32_t... I>
  TAPELESS_FORCE_INLINE void
  add_each(Lanes lanes, Left const& left, Right const& right, std::integer_sequence<std::uint32_t, P...>,
           std::integer_sequence<std::uint32_t, C...>, std::integer_sequence<std::uint32_t, I...>) {
    using math::muladd;
    V const rows[Packs]{left(P, all_lanes{})..., left(Packs - 1, lanes)};
    decltype(right(0u)) const factors[Columns]{right(C)...};
    ((sum[Term * size + I] = muladd(rows[I % Packs], V(factors[I / Packs]), sum[Term * size + I])), ...);
  }
  template <std::uint32_t Count, std::uint32_t... I>
  TAPELESS_FORCE_INLINE void join(std::integer_sequence<std::uint32_t, I...>) {
    ((sum[I] = sum[I] + sum[(Count - Count / 2) * size + I]), ...);
  }
};

/// The shape of tiles for a target with so many registers: sums, one vector of each row and a factor have to fit.
inline constexpr std::uint32_t most_packs = !targets::current.has_vectors()         ? 8
                                            : targets::current.has_many_registers() ? 4
                                                                                    : 2;
inline constexpr std::uint32_t most_packs_of_one_column =
    !targets::current.has_vectors() || targets::current.has_many_registers() ? 8 : 4;
constexpr std::uint32_t tile_columns(std::uint32_t packs) {
  std::uint32_t const fitting = (targets::current.register_count - 1 - packs) / packs;
  return !targets::current.has_vectors() ? 1 : fitting < 8 ? fitting : 8;
}
/// Sums under way that hide the latency of multiply-add: 4 cycles, two a cycle.
constexpr std::uint32_t tile_terms(std::uint32_t sums, std::uint32_t inner) {
  if (!targets::current.has_vectors()) return 1;  // keeps the order of summation
  std::uint32_t const wanted = sums >= 8 ? 1 : sums >= 4 ? 2 : sums >= 2 ? 4 : 8;
  return wanted < inner ? wanted : inner == 0 ? 1 : inner;
}

/// Covers `Rows` rows: calls f.operator()<V, Packs, Lanes>(first), Lanes being those of the last vector.
template <class T, std::uint32_t Rows, std::uint32_t MostPacks, std::uint32_t Width = width_for<T>(Rows), class F>
TAPELESS_FORCE_INLINE inline void for_row_groups(F const& f) {
  using vector = vector_of<T, Width>;
  constexpr std::uint32_t vectors = (Rows + Width - 1) / Width;
  constexpr std::uint32_t groups = (vectors + MostPacks - 1) / MostPacks;
  constexpr std::uint32_t packs = (vectors + groups - 1) / groups;
  constexpr std::uint32_t full = Rows / (Width * packs);
  if constexpr (full == 1) {
    f.template operator()<vector, packs, all_lanes>(0);
  } else {
    for (std::size_t g = 0; g < full; ++g) f.template operator()<vector, packs, all_lanes>(g * packs * Width);
  }
  constexpr std::uint32_t left = vectors - full * packs;
  if constexpr (left != 0) {
    using lanes = std::conditional_t<Rows % Width == 0, all_lanes, constant_lanes<Rows % Width>>;
    f.template operator()<vector, left, lanes>(full * packs * Width);
  }
}

/// Calls f.operator()<Columns>(first) until all of `count` columns are covered: groups of `Most`, and for what is left
/// groups of 2, where wanted, and 1. Where whole groups fill the capacity, only a smaller batch leaves something:
/// single columns do.
template <std::uint32_t Most, bool WithPairs, class F>
TAPELESS_FORCE_INLINE inline void for_column_groups(std::size_t count, F const& f) {
  std::size_t at = 0;
  for (; at + Most <= count; at += Most) f.template operator()<Most>(at);
  if constexpr (Most > 2 && WithPairs)
    for (; at + 2 <= count; at += 2) f.template operator()<2>(at);
  if constexpr (Most > 1)
    for (; at < count; ++at) f.template operator()<1>(at);
}
/// As many columns as fit into a tile, but fewer if they then divide all there are.
constexpr std::uint32_t columns_at_once(std::uint32_t packs, std::uint32_t capacity) {
  std::uint32_t const most = tile_columns(packs) < capacity ? tile_columns(packs) : capacity;
  for (std::uint32_t fewer = most; fewer * 3 >= most * 2; --fewer)
    if (capacity % fewer == 0 && !targets::current.has_many_registers()) return fewer;
  return most;
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
