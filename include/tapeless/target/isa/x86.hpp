// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__SSE2__)
#include "tapeless/target/isa/optional.hpp"

#include <concepts>

/// SSE2, AVX and AVX2: registers of 16 and of 32 bytes.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

typedef float floats_16 __attribute__((vector_size(16)));
typedef double doubles_16 __attribute__((vector_size(16)));

/// Whether lanes are one register of the target.
template <class Lanes>
inline constexpr bool is_register = sizeof(Lanes) >= 16 && sizeof(Lanes) <= targets::current.register_bytes;

template <class X>
  requires(std::floating_point<X> || is_register<X>)
TAPELESS_FORCE_INLINE inline void forget_in_register(X& x) { asm("" : "+v"(x)); }

TAPELESS_FORCE_INLINE inline int signs(floats_16 a) { return __builtin_ia32_movmskps(a); }
TAPELESS_FORCE_INLINE inline int signs(doubles_16 a) { return __builtin_ia32_movmskpd(a); }

#if defined(__AVX__)
typedef float floats_32 __attribute__((vector_size(32)));
typedef double doubles_32 __attribute__((vector_size(32)));

TAPELESS_FORCE_INLINE inline int signs(floats_32 a) { return __builtin_ia32_movmskps256(a); }
TAPELESS_FORCE_INLINE inline int signs(doubles_32 a) { return __builtin_ia32_movmskpd256(a); }
#endif

template <class Mask>
  requires(sizeof(Mask) == 16)
TAPELESS_FORCE_INLINE inline bool any_set(Mask mask) { return signs(__builtin_bit_cast(floats_16, mask)) != 0; }
#if defined(__AVX__)
template <class Mask>
  requires(sizeof(Mask) == 32)
TAPELESS_FORCE_INLINE inline bool any_set(Mask mask) { return signs(__builtin_bit_cast(floats_32, mask)) != 0; }
#endif

#if defined(__clang__)
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
#else
TAPELESS_FORCE_INLINE inline floats_16 roots(floats_16 a) { return __builtin_ia32_sqrtps(a); }
TAPELESS_FORCE_INLINE inline doubles_16 roots(doubles_16 a) { return __builtin_ia32_sqrtpd(a); }
// g++ 12 compares and selects where minps and maxps do both at once.
TAPELESS_FORCE_INLINE inline floats_16 smaller(floats_16 a, floats_16 b) { return __builtin_ia32_minps(a, b); }
TAPELESS_FORCE_INLINE inline doubles_16 smaller(doubles_16 a, doubles_16 b) { return __builtin_ia32_minpd(a, b); }
TAPELESS_FORCE_INLINE inline floats_16 larger(floats_16 a, floats_16 b) { return __builtin_ia32_maxps(a, b); }
TAPELESS_FORCE_INLINE inline doubles_16 larger(doubles_16 a, doubles_16 b) { return __builtin_ia32_maxpd(a, b); }
#if defined(__AVX__)
TAPELESS_FORCE_INLINE inline floats_32 roots(floats_32 a) { return __builtin_ia32_sqrtps256(a); }
TAPELESS_FORCE_INLINE inline doubles_32 roots(doubles_32 a) { return __builtin_ia32_sqrtpd256(a); }
TAPELESS_FORCE_INLINE inline floats_32 smaller(floats_32 a, floats_32 b) { return __builtin_ia32_minps256(a, b); }
TAPELESS_FORCE_INLINE inline doubles_32 smaller(doubles_32 a, doubles_32 b) { return __builtin_ia32_minpd256(a, b); }
TAPELESS_FORCE_INLINE inline floats_32 larger(floats_32 a, floats_32 b) { return __builtin_ia32_maxps256(a, b); }
TAPELESS_FORCE_INLINE inline doubles_32 larger(doubles_32 a, doubles_32 b) { return __builtin_ia32_maxpd256(a, b); }
#endif
#endif

// Under -ffast-math roots may be estimates, and quotients too, which are 0 for divisors beyond 2^126.
#if __FINITE_MATH_ONLY__
TAPELESS_FORCE_INLINE inline float exact_root(float x) {
  float found;
#if defined(__AVX__)
  asm("vsqrtss %1, %1, %0" : "=v"(found) : "v"(x));
#else
  asm("sqrtss %1, %0" : "=x"(found) : "x"(x));
#endif
  return found;
}
template <class Lanes>
requires is_register<Lanes> TAPELESS_FORCE_INLINE inline Lanes exact_quotient(Lanes a, Lanes b) {
  constexpr bool is_float = sizeof(a[0]) == sizeof(float);
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
#endif

#if defined(__AVX2__) && !defined(__AVX512VL__)
/// The mask of the first lanes, read from a table: −1 for `Lanes` of them, then zeros.
template <class Integer, std::size_t Lanes>
struct first_lanes_table {
  Integer entries[2 * Lanes]{};
  constexpr first_lanes_table() {
    for (std::size_t i = 0; i < Lanes; ++i) entries[i] = -1;
  }
};
template <class Integer, std::size_t Lanes>
alignas(64) inline constexpr first_lanes_table<Integer, Lanes> first_lanes_of{};

template <class Mask, class Integer, std::size_t Lanes>
TAPELESS_FORCE_INLINE inline Mask mask_of_first(std::size_t count) {
  Mask made;
  __builtin_memcpy(&made, first_lanes_of<Integer, Lanes>.entries + Lanes - count, sizeof made);
  return made;
}
// Masked reads only: masked writes of AVX2 are slow on some processors (about 20 cycles on AMD's).
typedef int ints_16 __attribute__((vector_size(16)));
typedef int ints_32 __attribute__((vector_size(32)));
typedef long long longs_32 __attribute__((vector_size(32)));
TAPELESS_FORCE_INLINE inline void load_first(floats_16& to, float const* from, std::size_t count) {
  to = __builtin_ia32_maskloadps(reinterpret_cast<floats_16 const*>(from), mask_of_first<ints_16, int, 4>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(floats_32& to, float const* from, std::size_t count) {
  to = __builtin_ia32_maskloadps256(reinterpret_cast<floats_32 const*>(from), mask_of_first<ints_32, int, 8>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(doubles_32& to, double const* from, std::size_t count) {
  to = __builtin_ia32_maskloadpd256(reinterpret_cast<doubles_32 const*>(from),
                                    mask_of_first<longs_32, long long, 4>(count));
}
#endif

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
