// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__arm__) || defined(__aarch64__)
#include "tapeless/target/isa/optional.hpp"

#include <concepts>
#include <cstdint>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

#if defined(__aarch64__)
template <class X>
  requires(std::floating_point<X> || sizeof(X) == targets::current.register_bytes)
TAPELESS_FORCE_INLINE inline void forget_in_register(X& x) { asm("" : "+w"(x)); }
#elif defined(__ARM_FP)
TAPELESS_FORCE_INLINE inline void forget_in_register(float& x) { asm("" : "+t"(x)); }
#endif

#if defined(__arm__) && defined(__ARM_FP)
// The compilers' own functions call the C library for numbers below 0, which sets errno.
TAPELESS_FORCE_INLINE inline float exact_root(float x) {
  float found;
  asm("vsqrt.f32 %0, %1" : "=t"(found) : "t"(x));
  return found;
}
#if __ARM_FP & 8
TAPELESS_FORCE_INLINE inline double exact_root(double x) {
  double found;
  asm("vsqrt.f64 %P0, %P1" : "=w"(found) : "w"(x));
  return found;
}
#endif
#endif

#if defined(__ARM_FP) && defined(__thumb2__) && !defined(__clang__)
// g++ 12 does not find these; without them half of what a product executes are loads. Registers are named: what a
// kernel needs at the same time goes through different groups, or each number would be moved to a register of its own.
#define TAPELESS_LOAD_NEXT(r0, r1, r2, r3, r4, r5, r6, r7)                                                             \
  register float v0 asm(r0);                                                                                           \
  register float v1 asm(r1);                                                                                           \
  register float v2 asm(r2);                                                                                           \
  register float v3 asm(r3);                                                                                           \
  register float v4 asm(r4);                                                                                           \
  register float v5 asm(r5);                                                                                           \
  register float v6 asm(r6);                                                                                           \
  register float v7 asm(r7);                                                                                           \
  auto const& memory = *reinterpret_cast<float const(*)[Count]>(from);                                                 \
  if constexpr (Count == 8 && Moves)                                                                                   \
    asm("vldmia %8!, {" r0 "-" r7 "}"                                                                                  \
        : "=t"(v0), "=t"(v1), "=t"(v2), "=t"(v3), "=t"(v4), "=t"(v5), "=t"(v6), "=t"(v7), "+r"(from)                   \
        : "m"(memory));                                                                                                \
  else if constexpr (Count == 8)                                                                                       \
    asm("vldmia %8, {" r0 "-" r7 "}"                                                                                   \
        : "=t"(v0), "=t"(v1), "=t"(v2), "=t"(v3), "=t"(v4), "=t"(v5), "=t"(v6), "=t"(v7)                               \
        : "r"(from), "m"(memory));                                                                                     \
  else if constexpr (Count == 4 && Moves)                                                                              \
    asm("vldmia %4!, {" r0 "-" r3 "}" : "=t"(v0), "=t"(v1), "=t"(v2), "=t"(v3), "+r"(from) : "m"(memory));             \
  else if constexpr (Count == 4)                                                                                       \
    asm("vldmia %4, {" r0 "-" r3 "}" : "=t"(v0), "=t"(v1), "=t"(v2), "=t"(v3) : "r"(from), "m"(memory));               \
  else if constexpr (Moves)                                                                                            \
    asm("vldmia %2!, {" r0 "-" r1 "}" : "=t"(v0), "=t"(v1), "+r"(from) : "m"(memory));                                 \
  else                                                                                                                 \
    asm("vldmia %2, {" r0 "-" r1 "}" : "=t"(v0), "=t"(v1) : "r"(from), "m"(memory));                                   \
  to[0] = v0;                                                                                                          \
  to[1] = v1;                                                                                                          \
  if constexpr (Count >= 4) {                                                                                          \
    to[2] = v2;                                                                                                        \
    to[3] = v3;                                                                                                        \
  }                                                                                                                    \
  if constexpr (Count == 8) {                                                                                          \
    to[4] = v4;                                                                                                        \
    to[5] = v5;                                                                                                        \
    to[6] = v6;                                                                                                        \
    to[7] = v7;                                                                                                        \
  }
#define TAPELESS_STORE_NEXT(r0, r1, r2, r3, r4, r5, r6, r7)                                                            \
  auto& memory = *reinterpret_cast<float(*)[Count]>(to);                                                               \
  register float v0 asm(r0) = values[0];                                                                               \
  register float v1 asm(r1) = values[1];                                                                               \
  if constexpr (Count == 2) {                                                                                          \
    asm("vstmia %0!, {" r0 "-" r1 "}" : "+r"(to), "=m"(memory) : "t"(v0), "t"(v1));                                    \
  } else {                                                                                                             \
    register float v2 asm(r2) = values[2];                                                                             \
    register float v3 asm(r3) = values[3];                                                                             \
    if constexpr (Count == 4) {                                                                                        \
      asm("vstmia %0!, {" r0 "-" r3 "}" : "+r"(to), "=m"(memory) : "t"(v0), "t"(v1), "t"(v2), "t"(v3));                \
    } else {                                                                                                           \
      register float v4 asm(r4) = values[4];                                                                           \
      register float v5 asm(r5) = values[5];                                                                           \
      register float v6 asm(r6) = values[6];                                                                           \
      register float v7 asm(r7) = values[7];                                                                           \
      asm("vstmia %0!, {" r0 "-" r7 "}"                                                                                \
          : "+r"(to), "=m"(memory)                                                                                     \
          : "t"(v0), "t"(v1), "t"(v2), "t"(v3), "t"(v4), "t"(v5), "t"(v6), "t"(v7));                                   \
    }                                                                                                                  \
  }
template <std::uint32_t Count, bool Moves>
TAPELESS_FORCE_INLINE inline void load_next(first_group, float* to, float const*& from) {
  TAPELESS_LOAD_NEXT("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7")
}
template <std::uint32_t Count>
TAPELESS_FORCE_INLINE inline void store_next(first_group, float const* values, float*& to) {
  TAPELESS_STORE_NEXT("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7")
}
template <std::uint32_t Count, bool Moves>
TAPELESS_FORCE_INLINE inline void load_next(second_group, float* to, float const*& from) {
  TAPELESS_LOAD_NEXT("s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15")
}
template <std::uint32_t Count>
TAPELESS_FORCE_INLINE inline void store_next(second_group, float const* values, float*& to) {
  TAPELESS_STORE_NEXT("s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15")
}
template <std::uint32_t Count, bool Moves>
TAPELESS_FORCE_INLINE inline void load_next(third_group, float* to, float const*& from) {
  TAPELESS_LOAD_NEXT("s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23")
}
template <std::uint32_t Count>
TAPELESS_FORCE_INLINE inline void store_next(third_group, float const* values, float*& to) {
  TAPELESS_STORE_NEXT("s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23")
}
#undef TAPELESS_LOAD_NEXT
#undef TAPELESS_STORE_NEXT
#endif

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
