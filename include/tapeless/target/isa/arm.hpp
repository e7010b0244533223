// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__arm__) || defined(__aarch64__)
#include "tapeless/target/isa/optional.hpp"

#include <concepts>

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
// g++ 12 does not find these; without them half of what a product executes are loads. By way of the registers s0 to s3:
// a kernel computes with one group of numbers before it reads the next.
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
#endif

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
