// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The instruction set the translation unit is compiled for names the inline namespace of everything that emits code: translation
/// units built with different -m flags then have different symbols and may be linked into one program.
#if defined(__AVX512F__)
#define TAPELESS_TARGET avx512
#elif defined(__AVX2__)
#define TAPELESS_TARGET avx2
#elif defined(__SSE2__)
#define TAPELESS_TARGET sse2
#elif defined(__ARM_FEATURE_MVE)
#define TAPELESS_TARGET helium
#elif defined(__ARM_NEON)
#define TAPELESS_TARGET neon
#else
#define TAPELESS_TARGET portable
#endif

#include <cstddef>
#include <cstdint>

namespace tapeless::inline TAPELESS_TARGET {

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

}  // namespace tapeless::inline TAPELESS_TARGET
