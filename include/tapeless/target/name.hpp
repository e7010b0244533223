// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

// Numbers that are sometimes wider than their type, as on the x87, are rounded twice or not at all: no function of
// math/ survives that.
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#if !defined(__clang__) || __FLT_EVAL_METHOD__ > 0  // newer clangs say -1 for -ffast-math
#error "tapeless computes in float and double as they are, which the x87 does not: compile with -msse2 -mfpmath=sse"
#endif
#endif

/// With TAPELESS_REPRODUCIBLE defined, before the first header of the library, every target computes the same bits
/// (target/reproducible.hpp): numbers one by one in the order of a microcontroller's kernels, every operation rounded
/// on its own. The pragmas hold to the end of the translation unit, where compilers instantiate templates; a flag,
/// -ffp-contract=off, does the same, and CMake's tapeless::reproducible has both. Vectors of Helium would take
/// subnormal numbers for zeros.
#if defined(TAPELESS_REPRODUCIBLE)
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || defined(__ASSOCIATIVE_MATH__)
#error "tapeless: TAPELESS_REPRODUCIBLE is for IEEE 754's arithmetic: compile without -ffast-math and its parts"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__ARM_FEATURE_MVE)
#pragma GCC optimize("fp-contract=off", "no-tree-vectorize")
#else
#pragma GCC optimize("fp-contract=off")
#endif
#endif

/// The target that the translation unit is compiled for names the inline namespace of everything that emits code, and
/// so does arithmetic that is not IEEE 754's (avx2_fast_math): translation units built with different -m flags, or some
/// of them with -ffast-math, then have different symbols and may be linked into one program. A target has a description
/// of the same name (target/x86.hpp and its neighbours).
#if defined(TAPELESS_REPRODUCIBLE)
#define TAPELESS_INSTRUCTIONS portable
#elif defined(__AVX512F__)
#define TAPELESS_INSTRUCTIONS avx512
#elif defined(__AVX2__)
#define TAPELESS_INSTRUCTIONS avx2
#elif defined(__SSE2__)
#define TAPELESS_INSTRUCTIONS sse2
#elif defined(__aarch64__)
#define TAPELESS_INSTRUCTIONS neon
#elif defined(__wasm_simd128__)
#define TAPELESS_INSTRUCTIONS simd128
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
#elif defined(TAPELESS_REPRODUCIBLE)
#define TAPELESS_ARITHMETIC _reproducible
#else
#define TAPELESS_ARITHMETIC
#endif

#define TAPELESS_PASTED(a, b) a##b
#define TAPELESS_JOINED(a, b) TAPELESS_PASTED(a, b)
#define TAPELESS_TARGET TAPELESS_JOINED(TAPELESS_INSTRUCTIONS, TAPELESS_ARITHMETIC)
