// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__riscv_flen)
#include "tapeless/target/isa/optional.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

// The compilers' own functions call the C library for numbers below 0, which sets errno.
TAPELESS_FORCE_INLINE inline float exact_root(float x) {
  float found;
  asm("fsqrt.s %0, %1" : "=f"(found) : "f"(x));
  return found;
}
#if __riscv_flen >= 64
TAPELESS_FORCE_INLINE inline double exact_root(double x) {
  double found;
  asm("fsqrt.d %0, %1" : "=f"(found) : "f"(x));
  return found;
}
#endif

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
