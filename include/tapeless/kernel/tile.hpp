// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// Sums of products in registers: `Packs` vectors of rows by `Columns` columns. Where that is too few sums to hide the latency of
/// multiply-add, `Terms` of each run side by side.
template <class V, std::uint32_t Packs, std::uint32_t Columns, std::uint32_t Terms = 1>
struct tile {
  using element = math::element_t<V>;
  static constexpr std::uint32_t size = Packs * Columns;
  V sum[Terms * size];

  [[gnu::always_inline]] tile() {
    unroll<Terms * size>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = V(element{}); });
  }
  /// Adds left<P>() · right<C>() to each sum.
  template <std::uint32_t Term = 0, class Left, class Right>
  [[gnu::always_inline]] void add(Left const& left, Right const& right) {
    V rows[Packs];
    unroll<Packs>([&]<std::uint32_t P>() __attribute__((always_inline)) { rows[P] = left.template operator()<P>(); });
    unroll<Columns>([&]<std::uint32_t C>() __attribute__((always_inline)) {
      V const factor(right.template operator()<C>());
      unroll<Packs>([&]<std::uint32_t P>() __attribute__((always_inline)) {
        using math::muladd;
        sum[Term * size + C * Packs + P] = muladd(rows[P], factor, sum[Term * size + C * Packs + P]);
      });
    });
  }
  /// Adds up the terms of each sum, pairwise.
  template <std::uint32_t Count = Terms>
  [[gnu::always_inline]] void join_terms() {
    if constexpr (Count > 1) {
      constexpr std::uint32_t half = Count / 2;
      unroll<half * size>([&]<std::uint32_t I>()
                              __attribute__((always_inline)) { sum[I] = sum[I] + sum[(Count - half) * size + I]; });
      join_terms<Count - half>();
    }
  }
};

/// The shape of tiles for a target with so many registers: sums, one vector of each row and a factor have to fit.
inline constexpr std::uint32_t most_packs = register_bytes == 0 ? 8 : register_count == 32 ? 4 : 2;
inline constexpr std::uint32_t most_packs_of_one_column = register_bytes == 0 ? 8 : register_count == 32 ? 8 : 4;
constexpr std::uint32_t tile_columns(std::uint32_t packs) {
  std::uint32_t const fitting = (register_count - 1 - packs) / packs;
  return register_bytes == 0 ? 1 : fitting < 8 ? fitting : 8;
}
/// Sums under way that hide the latency of multiply-add: 4 cycles, two a cycle.
constexpr std::uint32_t tile_terms(std::uint32_t sums, std::uint32_t inner) {
  if (register_bytes == 0) return 1;  // keeps the order of summation
  std::uint32_t const wanted = sums >= 8 ? 1 : sums >= 4 ? 2 : sums >= 2 ? 4 : 8;
  return wanted < inner ? wanted : inner == 0 ? 1 : inner;
}

/// Covers `Rows` rows: calls f.operator()<V, Packs, Lanes>(first), Lanes being those of the last vector. Where the target has no masked
/// access, narrower vectors cover the last rows.
template <class T, std::uint32_t Rows, std::uint32_t MostPacks, std::uint32_t Width, class F>
[[gnu::always_inline]] inline void for_row_groups(F const& f, std::uint32_t from = 0) {
  constexpr std::uint32_t rest = Rows % Width;
  constexpr std::uint32_t vectors = Rows / Width + (has_masked_access && rest != 0 ? 1 : 0);
  constexpr std::uint32_t groups = (vectors + MostPacks - 1) / MostPacks;
  if constexpr (groups > 0) {
    constexpr std::uint32_t packs = (vectors + groups - 1) / groups;
    constexpr std::uint32_t full = Rows / (Width * packs);
    using vector = vector_of<T, Width>;
    if constexpr (full == 1) {
      f.template operator()<vector, packs, all_lanes>(from);
    } else {
      for (std::uint32_t g = 0; g < full; ++g)
        f.template operator()<vector, packs, all_lanes>(from + g * packs * Width);
    }
    constexpr std::uint32_t left = vectors - full * packs;
    constexpr std::uint32_t first = full * packs * Width;
    if constexpr (left != 0 && has_masked_access && rest != 0)
      f.template operator()<vector, left, constant_lanes<rest>>(from + first);
    else if constexpr (left != 0)
      f.template operator()<vector, left, all_lanes>(from + first);
  }
  if constexpr (!has_masked_access && rest != 0) for_row_groups<T, rest, MostPacks, Width / 2>(f, from + (Rows - rest));
}
template <class T, std::uint32_t Rows, std::uint32_t MostPacks, class F>
[[gnu::always_inline]] inline void for_row_groups(F const& f) {
  constexpr std::uint32_t width = has_masked_access ? width_for<T>(Rows) : std::bit_floor(width_for<T>(Rows));
  for_row_groups<T, Rows, MostPacks, (width > Rows && !has_masked_access ? width / 2 : width)>(f);
}

/// Calls f.operator()<Columns>(first) until all of `count` columns are covered: groups of `Most`, then of 4, 2 and 1.
template <std::uint32_t Most, class F>
[[gnu::always_inline]] inline void for_column_groups(std::uint32_t count, F const& f) {
  std::uint32_t at = 0;
  for (; at + Most <= count; at += Most) f.template operator()<Most>(at);
  if constexpr (Most > 4)
    for (; at + 4 <= count; at += 4) f.template operator()<4>(at);
  if constexpr (Most > 2)
    for (; at + 2 <= count; at += 2) f.template operator()<2>(at);
  if constexpr (Most > 1)
    for (; at < count; ++at) f.template operator()<1>(at);
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
