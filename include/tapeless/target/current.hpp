// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/arm.hpp"
#include "tapeless/target/portable.hpp"
#include "tapeless/target/wasm.hpp"
#include "tapeless/target/x86.hpp"

#include <cstddef>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// The target that this translation unit is compiled for.
inline constexpr description current = TAPELESS_INSTRUCTIONS;

/// Whether numbers of so many bytes are computed by instructions, or else by functions of the compiler's library.
constexpr bool has_instructions_for(std::size_t bytes) {
#if defined(__arm__) && defined(__ARM_FP)
  return (__ARM_FP & bytes) != 0;  // 4: single, 8: double
#elif defined(__riscv) && defined(__riscv_flen)
  return bytes * 8 <= __riscv_flen;
#elif defined(__arm__) || defined(__riscv)
  return false && bytes != 0;
#else
  return bytes != 0;
#endif
}

}  // namespace targets

/// How many numbers are computed with at once; 1 where the target has no vector registers.
template <class T>
inline constexpr std::uint32_t register_width = targets::current.lanes(static_cast<std::uint32_t>(sizeof(T)));

/// Memory that vectors are read from begins at a vector's boundary.
template <class T>
inline constexpr std::size_t vector_alignment = targets::current.alignment(alignof(T));

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
