// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/standard.hpp"

// Numbers that are sometimes wider than their type, as on the x87, are rounded twice or not at all: no function of math/ survives that.
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#if !defined(__clang__) || __FLT_EVAL_METHOD__ > 0  // newer clangs say -1 for -ffast-math
#error "tapeless computes in float and double as they are, which the x87 does not: compile with -msse2 -mfpmath=sse"
#endif
#endif

/// The instruction set the translation unit is compiled for names the inline namespace of everything that emits code, and so does
/// arithmetic that is not IEEE 754's (avx2_fast_math): translation units built with different -m flags, or some of them with
/// -ffast-math, then have different symbols and may be linked into one program.
#if defined(__AVX512F__)
#define TAPELESS_INSTRUCTIONS avx512
#elif defined(__AVX2__)
#define TAPELESS_INSTRUCTIONS avx2
#elif defined(__SSE2__)
#define TAPELESS_INSTRUCTIONS sse2
#elif defined(__ARM_FEATURE_MVE)
#define TAPELESS_INSTRUCTIONS helium
#elif defined(__ARM_NEON)
#define TAPELESS_INSTRUCTIONS neon
#else
#define TAPELESS_INSTRUCTIONS portable
#endif

// clang shows these two only; g++ shows -funsafe-math-optimizations too.
#if defined(__FAST_MATH__)
#define TAPELESS_ARITHMETIC _fast_math
#elif defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#define TAPELESS_ARITHMETIC _finite_math
#elif defined(__ASSOCIATIVE_MATH__)
#define TAPELESS_ARITHMETIC _associative_math
#else
#define TAPELESS_ARITHMETIC
#endif

#define TAPELESS_PASTED(a, b) a##b
#define TAPELESS_JOINED(a, b) TAPELESS_PASTED(a, b)
#define TAPELESS_TARGET TAPELESS_JOINED(TAPELESS_INSTRUCTIONS, TAPELESS_ARITHMETIC)

#include <cstddef>
#include <cstdint>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// Bytes of the widest vector register of the target, 0 where there is none, and how many such registers there are.
inline constexpr std::uint32_t register_bytes =
#if defined(__AVX512F__)
    64;
#elif defined(__AVX2__)
    32;
#elif defined(__SSE2__) || defined(__ARM_NEON)
    16;
#else
    0;
#endif
inline constexpr std::uint32_t register_count =
#if defined(__AVX512F__) || defined(__aarch64__)
    32;
#else
    16;
#endif

/// How many numbers are computed with at once; 1 where the target has no vector registers.
template <class T>
inline constexpr std::uint32_t register_width = register_bytes == 0
                                                    ? 1
                                                    : register_bytes / static_cast<std::uint32_t>(sizeof(T));

/// Memory that vectors are read from begins at a vector's boundary.
template <class T>
inline constexpr std::size_t vector_alignment = register_bytes == 0 ? alignof(T) : register_bytes;

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
