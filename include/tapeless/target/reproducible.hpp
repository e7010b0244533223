// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/isa.hpp"

/// The bit-exact mode: a program that is compiled with TAPELESS_REPRODUCIBLE defined computes the same bits on every
/// target, with every compiler and at every level of optimization: losses, weights, predictions, all but the signs of
/// NaNs. Then numbers are added up in one order, that of targets without vectors; no product is contracted with a sum;
/// and the elementary functions are those of math/ anyway. What the mode cannot decide, whether the processor rounds to
/// nearest and keeps subnormal numbers, and whether the compiler did as it was told, is asked before every run, which
/// is refused else (run_error::not_reproducible).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

#if defined(TAPELESS_REPRODUCIBLE)
inline constexpr bool is_reproducible = true;
#else
inline constexpr bool is_reproducible = false;
#endif

/// x, of which the compiler knows nothing.
template <class T>
TAPELESS_FORCE_INLINE inline T unknown(T x) {
  isa::forget_origin(x);
  return x;
}

/// Whether doubles that are computed in software are rounded correctly. Those of g++ for Cortex-M3 and later are not:
/// where exponents differ by 33, subtraction has lost the digit that says which way.
TAPELESS_FORCE_INLINE inline bool rounds_doubles() {
  if constexpr (has_instructions_for(sizeof(double))) return true;
  return unknown(1.0) - unknown(0x1.1d42476bb7487p-33) == 0x1.fffffffee2bdcp-1;
}

/// Whether a·b + c is rounded twice, to nearest, and subnormal numbers are kept, here and now. 20 instructions.
template <class T = float>
TAPELESS_FORCE_INLINE inline bool rounds_every_operation() {
  if constexpr (sizeof(T) == sizeof(double))
    if (!rounds_doubles()) return false;
  if constexpr (!has_instructions_for(sizeof(float)))
    return true;                             // in software there is one way, and nothing to contract
  float const factor = unknown(0x1.001p0f);  // its square is 0x1.002001p0, half way between two numbers
  float const one = unknown(1.0f);
  bool right = factor * factor - 0x1.002p0f == 0 && one + 0x1.8p-24f != 1 && unknown(0x1p-126f) * 0.5f != 0;
#if defined(__ARM_FEATURE_MVE) && __ARM_FEATURE_MVE & 2
  // as a compiler that makes vectors of neighbours would have it
  float numbers[4]{0x1p-126f, 0x1p-126f, 0x1p-126f, 0x1p-126f};
  asm("" : "+m"(numbers));
  for (float& each : numbers) each *= 0.5f;
  asm("" : "+m"(numbers));
  for (float const each : numbers) right = right && each != 0;
#endif
  return right;
}

}  // namespace targets

/// Whether this unit computes the same bits as every other one that says so, whatever it is compiled for: it is
/// compiled with TAPELESS_REPRODUCIBLE, and neither compiler nor processor does otherwise.
template <class T = float>
inline bool reproducible() noexcept {
  return targets::is_reproducible && targets::rounds_every_operation<T>();
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
