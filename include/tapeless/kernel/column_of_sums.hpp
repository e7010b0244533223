// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/several.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/target/isa.hpp"
#include "tapeless/target/reproducible.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::scalar {

/// Some rows of one column of A·b, side by side: each number of b is read once for all of them.
template <class T, std::uint32_t Rows>
struct column_of_sums {
  T sum[Rows == 0 ? 1 : Rows];

  TAPELESS_FORCE_INLINE column_of_sums() {
    unroll<Rows>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[I] = T{}; });
  }
  /// Moves the pointer behind what is read.
  TAPELESS_FORCE_INLINE void add(T const*& from, T factor) { add_groups<false>(from, factor, groups_of<T, Rows>{}); }
  /// The first that is added: it is written, but where all targets agree, because 0 + (−0) is 0.
  TAPELESS_FORCE_INLINE void begin(T const*& from, T factor) {
    add_groups<!targets::is_reproducible>(from, factor, groups_of<T, Rows>{});
  }
  TAPELESS_FORCE_INLINE T const* all() const { return sum; }

private:
  template <bool IsFirst, std::uint32_t... G>
  TAPELESS_FORCE_INLINE void add_groups(T const*& from, T factor, std::integer_sequence<std::uint32_t, G...>) {
    (add_group<IsFirst, first_of_group<T>(Rows, G)>(
         from, factor, std::make_integer_sequence<std::uint32_t, size_of_group<T, Rows, G>>{}),
     ...);
  }
  /// Rounded: merged with what is added next, it would depend on how the compiler pairs them.
  TAPELESS_FORCE_INLINE static T product(T number, T factor) {
    T made = number * factor;
    isa::forget_origin(made);
    return made;
  }
  template <bool IsFirst, std::uint32_t First, std::uint32_t... I>
  TAPELESS_FORCE_INLINE void add_group(T const*& from, T factor, std::integer_sequence<std::uint32_t, I...>) {
    T loaded[sizeof...(I)];
    load_group<sizeof...(I)>(loaded, from);
    if constexpr (IsFirst)
      ((sum[First + I] = product(loaded[I], factor)), ...);
    else
      ((sum[First + I] = math::muladd(loaded[I], factor, sum[First + I])), ...);
  }
};

/// The same in vectors of four, and what they leave.
template <class T, std::uint32_t Rows>
struct column_of_vector_sums {
  static constexpr std::uint32_t fours = Rows / 4;
  using four = typename four_of<T>::type;
  four vectors[fours == 0 ? 1 : fours];
  column_of_sums<T, Rows % 4> rest;
  T sum[Rows];

  TAPELESS_FORCE_INLINE column_of_vector_sums() {
    unroll<fours>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { vectors[I] = four{}; });
  }
  TAPELESS_FORCE_INLINE void add(T const*& from, T factor) {
    add_fours(from, factor, std::make_integer_sequence<std::uint32_t, fours>{});
    if constexpr (Rows % 4 != 0) rest.add(from, factor);
  }
  /// Four zeros are one instruction.
  TAPELESS_FORCE_INLINE void begin(T const*& from, T factor) { add(from, factor); }
  /// Writes them to where they are read one by one.
  TAPELESS_FORCE_INLINE T const* all() {
    unroll<fours>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { isa::store_four(vectors[I], sum + 4 * I); });
    unroll<Rows % 4>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[4 * fours + I] = rest.sum[I]; });
    return sum;
  }

private:
  template <std::uint32_t... I>
  TAPELESS_FORCE_INLINE void add_fours(T const*& from, T factor, std::integer_sequence<std::uint32_t, I...>) {
    (add_four<I>(from, factor), ...);
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE void add_four(T const*& from, T factor) {
    four here;
    isa::load_four(here, from);
    vectors[I] = isa::fused(vectors[I], here, factor);
  }
};

template <class T, std::uint32_t Rows>
using sums_of_column =
    std::conditional_t<has_fours<T> && Rows >= 4, column_of_vector_sums<T, Rows>, column_of_sums<T, Rows>>;

}  // namespace kernel::scalar
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
