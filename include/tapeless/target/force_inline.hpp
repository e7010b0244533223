// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

/// Kernels are written as small functions whose vectors have to stay in registers, so they are inlined whatever the
/// compiler's estimate says. Where it does not optimize that only copies code: the README's trainer compiled at -O0 in
/// 4.9 s with it, and in 2.0 s without.
#if defined(__OPTIMIZE__)
#define TAPELESS_FORCE_INLINE __attribute__((always_inline))
#else
#define TAPELESS_FORCE_INLINE
#endif
