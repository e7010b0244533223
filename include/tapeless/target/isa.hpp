// SPDX-License-Identifier: BSL-1.0
#pragma once

// each of these is empty on other targets
#include "tapeless/target/isa/arm.hpp"
#include "tapeless/target/isa/avx512.hpp"
#include "tapeless/target/isa/helium.hpp"
#include "tapeless/target/isa/optional.hpp"
#include "tapeless/target/isa/riscv.hpp"
#include "tapeless/target/isa/wasm.hpp"
#include "tapeless/target/isa/x86.hpp"

#include <type_traits>

/// What a target's instructions do, in a form that every target has.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

/// No instruction, but the optimizer knows nothing of x behind it. A number, or a vector of the compiler.
template <class X>
TAPELESS_FORCE_INLINE inline void forget_origin(X& x) {
  if constexpr (requires { forget_in_register(x); }) {
    forget_in_register(x);
  } else {
    asm("" : "+m"(x));
  }
}

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

/// Whether any lane of a mask is set.
template <class Mask>
TAPELESS_FORCE_INLINE constexpr bool any(Mask mask) {
  if constexpr (requires { any_set(mask); }) {
    if (!std::is_constant_evaluated()) return any_set(mask);
  }
  bool found = false;
  for (std::size_t i = 0; i < sizeof(mask) / sizeof(mask[0]); ++i) found |= mask[i] != 0;
  return found;
}

/// a / b, correctly rounded.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr Lanes quotient(Lanes a, Lanes b) {
  if constexpr (requires { exact_quotient(a, b); }) {
    if (!std::is_constant_evaluated()) return exact_quotient(a, b);
  }
  return a / b;
}

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
