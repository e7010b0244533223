// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/force_inline.hpp"
#include "tapeless/meta/target.hpp"

#include <cstdint>
#include <type_traits>

/// Instructions on vectors that compilers do not find by themselves.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::machine {

/// a < b ? a : b, hence b where either is a NaN.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr Lanes smaller(Lanes a, Lanes b) {
  return a < b ? a : b;
}
/// a > b ? a : b, hence b where either is a NaN.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr Lanes larger(Lanes a, Lanes b) {
  return a > b ? a : b;
}

/// A mask of ones; the compilers do not agree on which integers of 8 and 16 bits are signed.
struct all_lanes {
  template <class Integer>
  constexpr operator Integer() const {
    return static_cast<Integer>(-1);
  }
};

/// Whether any lane of a mask is set.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr bool any(Lanes mask) {
  if (!std::is_constant_evaluated()) {
#if defined(__AVX512F__)
    typedef int ints_64 __attribute__((vector_size(64)));
    constexpr int unequal = 4;
    if constexpr (sizeof(mask) == 64)
      return __builtin_ia32_cmpd512_mask(__builtin_bit_cast(ints_64, mask), ints_64{}, unequal, all_lanes{}) != 0;
#endif
#if defined(__AVX__)
    typedef float floats_32 __attribute__((vector_size(32)));
    if constexpr (sizeof(mask) == 32) return __builtin_ia32_movmskps256(__builtin_bit_cast(floats_32, mask)) != 0;
#endif
#if defined(__SSE2__)
    typedef float floats_16 __attribute__((vector_size(16)));
    if constexpr (sizeof(mask) == 16) return __builtin_ia32_movmskps(__builtin_bit_cast(floats_16, mask)) != 0;
#endif
  }
  bool found = false;
  for (std::uint32_t i = 0; i < sizeof(mask) / sizeof(mask[0]); ++i) found |= mask[i] != 0;
  return found;
}

/// The square roots of every lane, correctly rounded, where there is an instruction for it.
template <class Lanes>
void roots(Lanes a) = delete;

/// Whether lanes are one register of the target.
template <class Lanes>
inline constexpr bool is_register = sizeof(Lanes) >= 16 && sizeof(Lanes) <= register_bytes;

#if defined(__SSE2__) && defined(__clang__)
/// clang's own function may be an estimate: 3.2 ulp under -ffast-math.
template <class Lanes>
requires is_register<Lanes> TAPELESS_FORCE_INLINE inline Lanes roots(Lanes a) {
  constexpr bool is_float = sizeof(a[0]) == sizeof(float);
  Lanes root;
#if defined(__AVX__)
  if constexpr (is_float)
    asm("vsqrtps %1, %0" : "=v"(root) : "v"(a));
  else
    asm("vsqrtpd %1, %0" : "=v"(root) : "v"(a));
#else
  if constexpr (is_float)
    asm("sqrtps %1, %0" : "=x"(root) : "x"(a));
  else
    asm("sqrtpd %1, %0" : "=x"(root) : "x"(a));
#endif
  return root;
}
#endif

/// a / b, correctly rounded.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr Lanes quotient(Lanes a, Lanes b) {
#if defined(__SSE2__) && __FINITE_MATH_ONLY__
  // Under -ffast-math the operator is an estimate, and 0 for b beyond 2^126.
  constexpr bool is_float = sizeof(a[0]) == sizeof(float);
  if constexpr (is_register<Lanes>) {
    if (!std::is_constant_evaluated()) {
#if defined(__AVX__)
      if constexpr (is_float)
        asm("vdivps %1, %0, %0" : "+v"(a) : "v"(b));
      else
        asm("vdivpd %1, %0, %0" : "+v"(a) : "v"(b));
#else
      if constexpr (is_float)
        asm("divps %1, %0" : "+x"(a) : "x"(b));
      else
        asm("divpd %1, %0" : "+x"(a) : "x"(b));
#endif
      return a;
    }
  }
#endif
  return a / b;
}

// g++ 12 compares and selects where minps and maxps do both at once.
#if defined(__SSE2__)
typedef float floats_16 __attribute__((vector_size(16)));
typedef double doubles_16 __attribute__((vector_size(16)));
#if !defined(__clang__)
TAPELESS_FORCE_INLINE inline floats_16 roots(floats_16 a) { return __builtin_ia32_sqrtps(a); }
TAPELESS_FORCE_INLINE inline doubles_16 roots(doubles_16 a) { return __builtin_ia32_sqrtpd(a); }
TAPELESS_FORCE_INLINE inline floats_16 smaller(floats_16 a, floats_16 b) { return __builtin_ia32_minps(a, b); }
TAPELESS_FORCE_INLINE inline doubles_16 smaller(doubles_16 a, doubles_16 b) { return __builtin_ia32_minpd(a, b); }
TAPELESS_FORCE_INLINE inline floats_16 larger(floats_16 a, floats_16 b) { return __builtin_ia32_maxps(a, b); }
TAPELESS_FORCE_INLINE inline doubles_16 larger(doubles_16 a, doubles_16 b) { return __builtin_ia32_maxpd(a, b); }
#endif
#endif

#if defined(__AVX__)
typedef float floats_32 __attribute__((vector_size(32)));
typedef double doubles_32 __attribute__((vector_size(32)));
#if !defined(__clang__)
TAPELESS_FORCE_INLINE inline floats_32 roots(floats_32 a) { return __builtin_ia32_sqrtps256(a); }
TAPELESS_FORCE_INLINE inline doubles_32 roots(doubles_32 a) { return __builtin_ia32_sqrtpd256(a); }
TAPELESS_FORCE_INLINE inline floats_32 smaller(floats_32 a, floats_32 b) { return __builtin_ia32_minps256(a, b); }
TAPELESS_FORCE_INLINE inline doubles_32 smaller(doubles_32 a, doubles_32 b) { return __builtin_ia32_minpd256(a, b); }
TAPELESS_FORCE_INLINE inline floats_32 larger(floats_32 a, floats_32 b) { return __builtin_ia32_maxps256(a, b); }
TAPELESS_FORCE_INLINE inline doubles_32 larger(doubles_32 a, doubles_32 b) { return __builtin_ia32_maxpd256(a, b); }
#endif
#endif

/// a * 2^k for integral k, rounded once, where there is an instruction for it.
template <class Lanes>
void scaled(Lanes a, Lanes k) = delete;

#if defined(__AVX512F__)
typedef float floats_64 __attribute__((vector_size(64)));
typedef double doubles_64 __attribute__((vector_size(64)));
inline constexpr int current_rounding = 4;
#if !defined(__clang__)
TAPELESS_FORCE_INLINE inline floats_64 roots(floats_64 a) { return __builtin_ia32_sqrtps512(a); }
TAPELESS_FORCE_INLINE inline doubles_64 roots(doubles_64 a) { return __builtin_ia32_sqrtpd512(a); }
TAPELESS_FORCE_INLINE inline floats_64 smaller(floats_64 a, floats_64 b) {
  return __builtin_ia32_minps512_mask(a, b, a, all_lanes{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 smaller(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_minpd512_mask(a, b, a, all_lanes{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline floats_64 larger(floats_64 a, floats_64 b) {
  return __builtin_ia32_maxps512_mask(a, b, a, all_lanes{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 larger(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_maxpd512_mask(a, b, a, all_lanes{}, current_rounding);
}
#endif
TAPELESS_FORCE_INLINE inline floats_64 scaled(floats_64 a, floats_64 k) {
  return __builtin_ia32_scalefps512_mask(a, k, a, all_lanes{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 scaled(doubles_64 a, doubles_64 k) {
  return __builtin_ia32_scalefpd512_mask(a, k, a, all_lanes{}, current_rounding);
}
#if defined(__AVX512VL__)
TAPELESS_FORCE_INLINE inline floats_32 scaled(floats_32 a, floats_32 k) {
  return __builtin_ia32_scalefps256_mask(a, k, a, all_lanes{});
}
TAPELESS_FORCE_INLINE inline doubles_32 scaled(doubles_32 a, doubles_32 k) {
  return __builtin_ia32_scalefpd256_mask(a, k, a, all_lanes{});
}
TAPELESS_FORCE_INLINE inline floats_16 scaled(floats_16 a, floats_16 k) {
  return __builtin_ia32_scalefps128_mask(a, k, a, all_lanes{});
}
TAPELESS_FORCE_INLINE inline doubles_16 scaled(doubles_16 a, doubles_16 k) {
  return __builtin_ia32_scalefpd128_mask(a, k, a, all_lanes{});
}
#endif
#endif

}  // namespace kernel::machine
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
