// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

/// Instructions on vectors that compilers do not find by themselves.
namespace tapeless::inline TAPELESS_TARGET::kernel::machine {

/// a < b ? a : b, hence b where either is a NaN.
template <class Lanes>
[[gnu::always_inline]] constexpr Lanes smaller(Lanes a, Lanes b) {
  return a < b ? a : b;
}
/// a > b ? a : b, hence b where either is a NaN.
template <class Lanes>
[[gnu::always_inline]] constexpr Lanes larger(Lanes a, Lanes b) {
  return a > b ? a : b;
}

/// The square roots of every lane, correctly rounded, where there is an instruction for it.
template <class Lanes>
void roots(Lanes a) = delete;

// g++ 12 compares and selects where minps and maxps do both at once.
#if defined(__SSE2__)
typedef float floats_16 __attribute__((vector_size(16)));
typedef double doubles_16 __attribute__((vector_size(16)));
#if __has_builtin(__builtin_ia32_sqrtps)
[[gnu::always_inline]] inline floats_16 roots(floats_16 a) { return __builtin_ia32_sqrtps(a); }
[[gnu::always_inline]] inline doubles_16 roots(doubles_16 a) { return __builtin_ia32_sqrtpd(a); }
#endif
#if !defined(__clang__)
[[gnu::always_inline]] inline floats_16 smaller(floats_16 a, floats_16 b) { return __builtin_ia32_minps(a, b); }
[[gnu::always_inline]] inline doubles_16 smaller(doubles_16 a, doubles_16 b) { return __builtin_ia32_minpd(a, b); }
[[gnu::always_inline]] inline floats_16 larger(floats_16 a, floats_16 b) { return __builtin_ia32_maxps(a, b); }
[[gnu::always_inline]] inline doubles_16 larger(doubles_16 a, doubles_16 b) { return __builtin_ia32_maxpd(a, b); }
#endif
#endif

#if defined(__AVX__)
typedef float floats_32 __attribute__((vector_size(32)));
typedef double doubles_32 __attribute__((vector_size(32)));
#if __has_builtin(__builtin_ia32_sqrtps256)
[[gnu::always_inline]] inline floats_32 roots(floats_32 a) { return __builtin_ia32_sqrtps256(a); }
[[gnu::always_inline]] inline doubles_32 roots(doubles_32 a) { return __builtin_ia32_sqrtpd256(a); }
#endif
#if !defined(__clang__)
[[gnu::always_inline]] inline floats_32 smaller(floats_32 a, floats_32 b) { return __builtin_ia32_minps256(a, b); }
[[gnu::always_inline]] inline doubles_32 smaller(doubles_32 a, doubles_32 b) { return __builtin_ia32_minpd256(a, b); }
[[gnu::always_inline]] inline floats_32 larger(floats_32 a, floats_32 b) { return __builtin_ia32_maxps256(a, b); }
[[gnu::always_inline]] inline doubles_32 larger(doubles_32 a, doubles_32 b) { return __builtin_ia32_maxpd256(a, b); }
#endif
#endif

/// a * 2^k for integral k, rounded once, where there is an instruction for it.
template <class Lanes>
void scaled(Lanes a, Lanes k) = delete;

#if defined(__AVX512F__)
typedef float floats_64 __attribute__((vector_size(64)));
typedef double doubles_64 __attribute__((vector_size(64)));
inline constexpr int current_rounding = 4;
/// A mask of ones; the compilers do not agree on which integers of 8 and 16 bits are signed.
struct all_lanes {
  template <class Integer>
  constexpr operator Integer() const {
    return static_cast<Integer>(-1);
  }
};
#if defined(__clang__) && __has_builtin(__builtin_ia32_sqrtps512)
[[gnu::always_inline]] inline floats_64 roots(floats_64 a) { return __builtin_ia32_sqrtps512(a, current_rounding); }
[[gnu::always_inline]] inline doubles_64 roots(doubles_64 a) { return __builtin_ia32_sqrtpd512(a, current_rounding); }
#elif !defined(__clang__)
[[gnu::always_inline]] inline floats_64 roots(floats_64 a) { return __builtin_ia32_sqrtps512(a); }
[[gnu::always_inline]] inline doubles_64 roots(doubles_64 a) { return __builtin_ia32_sqrtpd512(a); }
#endif
#if !defined(__clang__)
[[gnu::always_inline]] inline floats_64 smaller(floats_64 a, floats_64 b) {
  return __builtin_ia32_minps512_mask(a, b, a, all_lanes{}, current_rounding);
}
[[gnu::always_inline]] inline doubles_64 smaller(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_minpd512_mask(a, b, a, all_lanes{}, current_rounding);
}
[[gnu::always_inline]] inline floats_64 larger(floats_64 a, floats_64 b) {
  return __builtin_ia32_maxps512_mask(a, b, a, all_lanes{}, current_rounding);
}
[[gnu::always_inline]] inline doubles_64 larger(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_maxpd512_mask(a, b, a, all_lanes{}, current_rounding);
}
#endif
[[gnu::always_inline]] inline floats_64 scaled(floats_64 a, floats_64 k) {
  return __builtin_ia32_scalefps512_mask(a, k, a, all_lanes{}, current_rounding);
}
[[gnu::always_inline]] inline doubles_64 scaled(doubles_64 a, doubles_64 k) {
  return __builtin_ia32_scalefpd512_mask(a, k, a, all_lanes{}, current_rounding);
}
#if defined(__AVX512VL__)
[[gnu::always_inline]] inline floats_32 scaled(floats_32 a, floats_32 k) {
  return __builtin_ia32_scalefps256_mask(a, k, a, all_lanes{});
}
[[gnu::always_inline]] inline doubles_32 scaled(doubles_32 a, doubles_32 k) {
  return __builtin_ia32_scalefpd256_mask(a, k, a, all_lanes{});
}
[[gnu::always_inline]] inline floats_16 scaled(floats_16 a, floats_16 k) {
  return __builtin_ia32_scalefps128_mask(a, k, a, all_lanes{});
}
[[gnu::always_inline]] inline doubles_16 scaled(doubles_16 a, doubles_16 k) {
  return __builtin_ia32_scalefpd128_mask(a, k, a, all_lanes{});
}
#endif
#endif

}  // namespace tapeless::inline TAPELESS_TARGET::kernel::machine
