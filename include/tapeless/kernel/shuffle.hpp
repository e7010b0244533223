// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Half of the lanes, from lane number `First` on. (Not a copy of bytes: g++ 12 makes that of 64 bytes by way of
/// memory.)
template <std::uint32_t First, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N / 2> half_of(pack<T, N> const& value) {
  return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
    return pack<T, N / 2>(__builtin_shufflevector(value.v, value.v, static_cast<int>(First + I)...));
  }
  (std::make_integer_sequence<std::uint32_t, N / 2>{});
}

/// Of every block of 2·Half lanes the lower (upper) half of `a`, behind it that of `b`.
template <std::uint32_t Half, bool Upper, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N> halves(pack<T, N> a, pack<T, N> b) {
  return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
    return pack<T, N>(
        __builtin_shufflevector(a.v, b.v,
                                static_cast<int>(I / (2 * Half) * 2 * Half + I % Half + (Upper ? Half : 0) +
                                                 (I % (2 * Half) < Half ? 0 : N))...));
  }
  (std::make_integer_sequence<std::uint32_t, N>{});
}

/// The lanes of even (odd) number of `a`, behind them those of `b`.
template <std::uint32_t Odd, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N> every_other(pack<T, N> a, pack<T, N> b) {
  return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
    return pack<T, N>(__builtin_shufflevector(a.v, b.v, static_cast<int>(2 * I + Odd)...));
  }
  (std::make_integer_sequence<std::uint32_t, N>{});
}

/// Of every four lanes the even (odd) ones of `a`, behind them those of `b`: one instruction within 16 bytes of floats.
template <std::uint32_t Odd, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N> every_other_of_four(pack<T, N> a, pack<T, N> b) {
  return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
    return pack<T, N>(
        __builtin_shufflevector(a.v, b.v, static_cast<int>(I / 4 * 4 + I % 2 * 2 + Odd + (I % 4 < 2 ? 0 : N))...));
  }
  (std::make_integer_sequence<std::uint32_t, N>{});
}
/// Of every four lanes: the sums of both halves of `a`, behind them those of `b`.
template <class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N> neighbours_added(pack<T, N> a, pack<T, N> b) {
  return every_other_of_four<0>(a, b) + every_other_of_four<1>(a, b);
}

/// Lane i of the result is the sum of the lanes of line[i]: a tree of N − 1 additions.
template <std::uint32_t Count, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline pack<T, N> totals(pack<T, N> (&line)[N]) {
  if constexpr (Count == 1) {
    return line[0];
  } else if constexpr (Count == 4 && sizeof(T) == 4) {
    return neighbours_added(neighbours_added(line[0], line[1]), neighbours_added(line[2], line[3]));
  } else {
    unroll<Count / 2>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      pack<T, N> const low = halves<Count / 2, false>(line[I], line[I + Count / 2]);
      line[I] = low + halves<Count / 2, true>(line[I], line[I + Count / 2]);
    });
    return totals<Count / 2>(line);
  }
}

/// The same of several lines, as many as lanes or fewer: as many lanes as lines.
template <class T, std::uint32_t N, std::uint32_t Count>
TAPELESS_FORCE_INLINE inline pack<T, Count> totals_of_few(pack<T, N> (&line)[Count]) {
  if constexpr (N == Count) {
    return totals<Count>(line);
  } else {
    pack<T, N / 2> half[Count];
    unroll<Count>([&]<std::uint32_t I>()
                      TAPELESS_FORCE_INLINE { half[I] = half_of<0>(line[I]) + half_of<N / 2>(line[I]); });
    return totals_of_few(half);
  }
}

/// The N×N matrix whose rows are the lines becomes its transpose.
template <std::uint32_t Half, class T, std::uint32_t N>
TAPELESS_FORCE_INLINE inline void transpose_lines(pack<T, N> (&line)[N]) {
  if constexpr (Half != 0) {
    unroll<N / 2>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      constexpr std::uint32_t upper = I / Half * 2 * Half + I % Half;
      pack<T, N> const low = halves<Half, false>(line[upper], line[upper + Half]);
      line[upper + Half] = halves<Half, true>(line[upper], line[upper + Half]);
      line[upper] = low;
    });
    transpose_lines<Half / 2>(line);
  }
}

/// One block of a transposition: `Rows` lines of `Columns` numbers become `Columns` lines of `Rows` numbers, or of N
/// where there is room.
template <class T, std::uint32_t N, std::uint32_t Rows, std::uint32_t Columns, bool HasRoom = false>
TAPELESS_FORCE_INLINE inline void transpose_block(T* to, std::size_t to_step, T const* from, std::size_t from_step) {
  pack<T, N> line[N];
  unroll<N>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
    if constexpr (I >= Rows) {
      line[I] = pack<T, N>(T{});
    } else if constexpr (Columns == N) {
      line[I] = load<pack<T, N>>(from + I * from_step, all_lanes{});
    } else {
      line[I] = load<pack<T, N>>(from + I * from_step, constant_lanes<Columns>{});
    }
  });
  transpose_lines<N / 2>(line);
  unroll<Columns>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
    if constexpr (Rows == N || HasRoom) {
      store(line[I], to + I * to_step, all_lanes{});
    } else {
      store(line[I], to + I * to_step, constant_lanes<Rows>{});
    }
  });
}

/// N lines of `Length` numbers become `Length` lines of N numbers.
template <class T, std::uint32_t N, std::uint32_t Length>
TAPELESS_FORCE_INLINE inline void transpose_lines_of(T* to, std::size_t to_step, T const* from, std::size_t from_step) {
  std::size_t at = 0;
  for (; at + N <= Length; at += N) transpose_block<T, N, N, N>(to + at * to_step, to_step, from + at, from_step);
  if constexpr (Length % N != 0) transpose_block<T, N, N, Length % N>(to + at * to_step, to_step, from + at, from_step);
}

/// `Lines` lines of `Length` numbers become `Length` lines of `Lines` numbers; the steps are from line to line.
template <class T, std::uint32_t Lines, std::uint32_t Length>
TAPELESS_FORCE_INLINE inline void transpose_copy(T* to, std::size_t to_step, T const* from, std::size_t from_step) {
  constexpr std::uint32_t n = register_width<T>;
  if constexpr (n == 1) {
    for (std::size_t i = 0; i < Lines; ++i)
      for (std::size_t j = 0; j < Length; ++j) to[j * to_step + i] = from[i * from_step + j];
  } else {
    constexpr std::uint32_t lines_left = Lines % n;
    constexpr std::uint32_t length_left = Length % n;
    auto const band = [&]<std::uint32_t Rows>(std::size_t first_line) TAPELESS_FORCE_INLINE {
      std::size_t at = 0;
      for (; at + n <= Length; at += n)
        transpose_block<T, n, Rows, n>(to + at * to_step + first_line, to_step, from + first_line * from_step + at,
                                       from_step);
      if constexpr (length_left != 0)
        transpose_block<T, n, Rows, length_left>(to + at * to_step + first_line, to_step,
                                                 from + first_line * from_step + at, from_step);
    };
    std::size_t line = 0;
    for (; line + n <= Lines; line += n) band.template operator()<n>(line);
    if constexpr (lines_left != 0) band.template operator()<lines_left>(line);
  }
}

/// The same for all that are as long and wide as a block, in one function: the last blocks overlap those before.
template <class T>
[[gnu::noinline]] void shared_transpose_copy(T* to, std::size_t to_step, T const* from, std::size_t from_step,
                                             std::size_t lines, std::size_t length) {
  constexpr std::size_t n = register_width<T>;
  for (std::size_t line = 0; line < lines; line += n) {
    std::size_t const first = line + n <= lines ? line : lines - n;
    for (std::size_t at = 0; at < length; at += n) {
      std::size_t const here = at + n <= length ? at : length - n;
      transpose_block<T, n, n, n>(to + here * to_step + first, to_step, from + first * from_step + here, from_step);
    }
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
