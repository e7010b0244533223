// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/target/force_inline.hpp"

/// Neighbouring numbers to and from registers of their own, several at once. Arm's floating-point units have
/// instructions for it, which g++ 12 does not find; without them half of what a product executes are loads.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

template <class T>
inline constexpr bool has_multiple_transfer = requires(T* to, T const* from) {
  isa::load_four(to, from);
  isa::store_four(from, to);
};

/// How many of the numbers from number `at` of `count` on are transferred at once.
template <class T>
constexpr std::uint32_t transferred(std::uint32_t at, std::uint32_t count) {
  return has_multiple_transfer<T> && count - at >= 4 ? 4 : 1;
}

/// Calls f.operator()<First, N>() for groups of N neighbours that together are `Count` numbers.
template <class T, std::uint32_t Count, std::uint32_t First = 0, class F>
TAPELESS_FORCE_INLINE inline void for_groups(F const& f) {
  if constexpr (First < Count) {
    constexpr std::uint32_t size = transferred<T>(First, Count);
    f.template operator()<First, size>();
    for_groups<T, Count, First + size>(f);
  }
}
template <std::uint32_t Count, class T>
TAPELESS_FORCE_INLINE inline void load_group(T* to, T const* from) {
  if constexpr (Count == 1) {
    *to = *from;
  } else {
    isa::load_four(to, from);
  }
}
template <std::uint32_t Count, class T>
TAPELESS_FORCE_INLINE inline void store_group(T const* values, T* to) {
  if constexpr (Count == 1) {
    *to = *values;
  } else {
    isa::store_four(values, to);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
