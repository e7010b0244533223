// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/masked_access.hpp"
#include "tapeless/plan/registers.hpp"
#include "tapeless/target/force_inline.hpp"

#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// N numbers in a register: a pack, or the number itself.
template <class T, std::uint32_t N>
struct vector_type {
  using type = pack<T, N>;
};
template <class T>
struct vector_type<T, 1> {
  using type = T;
};
template <class T, std::uint32_t N>
using vector_of = typename vector_type<T, N>::type;

/// plan/registers.hpp, for the registers of this target.
template <class T>
constexpr std::uint32_t width_for(std::uint32_t count) {
  return plan::width_for(count, plan::registers_for<T>);
}
template <class T>
constexpr std::uint32_t width_for_one_column(std::uint32_t count) {
  return plan::width_for_one_column(count, plan::registers_for<T>);
}

/// Lanes where those of several vectors are added up: never the number itself, and no more than 32 bytes, because twice
/// as many lanes take more than twice as many shuffles, of which processors do half as many in a cycle.
template <class T>
constexpr std::uint32_t width_of_sums(std::uint32_t count) {
  std::uint32_t const width = width_for<T>(count);
  return width == 1 ? 2 : width < 32 / sizeof(T) ? width : 32 / sizeof(T);
}

/// Lanes for the columns of a matrix that is read and written, `size` numbers in all. Where it stays in the fastest
/// cache, writes are what takes the time, and two of 32 bytes take less than one of 64 (Zen 4: the update of 32×64 71
/// against 86 ns); beyond 32 kB they take more.
template <class T>
constexpr std::uint32_t width_for_update(std::uint32_t rows, std::uint32_t size) {
  std::uint32_t const width = width_for<T>(rows);
  return targets::current.is_long(width * static_cast<std::uint32_t>(sizeof(T))) && size <= 32768 / sizeof(T)
             ? width / 2
             : width_for_one_column<T>(rows);
}

template <class V>
inline constexpr std::uint32_t lane_count = 1;
template <class T, std::uint32_t N>
inline constexpr std::uint32_t lane_count<pack<T, N>> = N;

/// Which lanes of a vector stand for numbers in memory: all, or the first `count`.
struct all_lanes {};
struct first_lanes {
  std::size_t count;
};
template <std::uint32_t Count>
struct constant_lanes {
  static constexpr std::uint32_t count = Count;
  static constexpr bool constant = true;
};

/// The lanes of vector number P of several: only the last may be incomplete.
template <std::uint32_t P, std::uint32_t Packs, class Last>
using lanes_in = std::conditional_t<P + 1 == Packs, Last, all_lanes>;

template <bool IsLast, class Lanes>
TAPELESS_FORCE_INLINE constexpr auto lanes_if_last(Lanes lanes) {
  if constexpr (IsLast) {
    return lanes;
  } else {
    return all_lanes{};
  }
}

/// The last lanes of a value: all where there is room behind it.
template <bool HasRoom, class Lanes>
TAPELESS_FORCE_INLINE constexpr auto with_room(Lanes lanes) {
  if constexpr (HasRoom && requires { Lanes::constant; }) {
    return all_lanes{};
  } else {
    return lanes;
  }
}

/// Reads the lanes that stand for numbers; the others are 0. Nothing else is touched.
template <class V, class Lanes>
TAPELESS_FORCE_INLINE inline V load(math::element_t<V> const* from, Lanes lanes) {
  if constexpr (lane_count<V> == 1) {
    return *from;
  } else if constexpr (requires { Lanes::constant; } && !targets::current.reads_masked) {
    return constant_access<Lanes::count, math::element_t<V>, lane_count<V>>::load(from);
  } else if constexpr (requires { lanes.count; }) {
    return masked_access<math::element_t<V>, lane_count<V>>::load(from, lanes.count);
  } else {
    return V::load(from);
  }
}
template <class V, class Lanes>
TAPELESS_FORCE_INLINE inline void store(V const& value, math::element_t<V>* to, Lanes lanes) {
  if constexpr (lane_count<V> == 1) {
    *to = value;
  } else if constexpr (requires { Lanes::constant; } && !targets::current.reads_masked) {
    constant_access<Lanes::count, math::element_t<V>, lane_count<V>>::store(value.v, to);
  } else if constexpr (requires { lanes.count; }) {
    masked_access<math::element_t<V>, lane_count<V>>::store(value.v, to, lanes.count);
  } else {
    value.store(to);
  }
}

/// Calls f.operator()<0>() … f.operator()<N - 1>(). Arrays that are indexed by such constants stay in registers at −O2
/// and −Os, where loops are not unrolled.
template <std::uint32_t N, class F>
TAPELESS_FORCE_INLINE constexpr void unroll(F const& f) {
  [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
    (f.template operator()<I>(), ...);
  }
  (std::make_integer_sequence<std::uint32_t, N>{});
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
