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
