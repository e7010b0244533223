// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/meta/force_inline.hpp"

/// Neighbouring numbers to and from registers of their own, several at once. Arm's floating-point units have instructions for it, which
/// g++ 12 does not find; without them half of what a product executes are loads.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

#if defined(__ARM_FP) && defined(__thumb2__) && !defined(__clang__)
inline constexpr bool has_multiple_transfer = register_bytes == 0;

/// By way of the registers s0 to s3: a kernel computes with one group of numbers before it reads the next.
TAPELESS_FORCE_INLINE inline void load_four(float* to, float const* from) {
  register float first asm("s0");
  register float second asm("s1");
  register float third asm("s2");
  register float fourth asm("s3");
  asm("vldmia %4, {s0-s3}"
      : "=t"(first), "=t"(second), "=t"(third), "=t"(fourth)
      : "r"(from), "m"(*reinterpret_cast<float const(*)[4]>(from)));
  to[0] = first;
  to[1] = second;
  to[2] = third;
  to[3] = fourth;
}
TAPELESS_FORCE_INLINE inline void store_four(float const* values, float* to) {
  register float first asm("s0") = values[0];
  register float second asm("s1") = values[1];
  register float third asm("s2") = values[2];
  register float fourth asm("s3") = values[3];
  asm("vstmia %1, {s0-s3}"
      : "=m"(*reinterpret_cast<float(*)[4]>(to))
      : "r"(to), "t"(first), "t"(second), "t"(third), "t"(fourth));
}
#else
inline constexpr bool has_multiple_transfer = false;
template <class T>
void load_four(T* to, T const* from) = delete;
template <class T>
void store_four(T const* values, T* to) = delete;
#endif

/// How many of the numbers from number `at` of `count` on are transferred at once.
template <class T>
constexpr std::uint32_t transferred(std::uint32_t at, std::uint32_t count) {
  return has_multiple_transfer && std::is_same_v<T, float> && count - at >= 4 ? 4 : 1;
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
    load_four(to, from);
  }
}
template <std::uint32_t Count, class T>
TAPELESS_FORCE_INLINE inline void store_group(T const* values, T* to) {
  if constexpr (Count == 1) {
    *to = *values;
  } else {
    store_four(values, to);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
