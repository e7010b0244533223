// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && !defined(TAPELESS_REPRODUCIBLE) && !defined(__clang__)
#include "tapeless/target/isa/optional.hpp"

/// Helium, the vectors of Cortex-M55 and later: four numbers side by side where a kernel sums or updates neighbours one
/// by one anyway, so that results have the bits that a core without them computes, but for subnormal numbers, which
/// Helium takes for zeros. (The bit-exact mode does without.)
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

typedef float floats_of_helium __attribute__((vector_size(16)));

TAPELESS_FORCE_INLINE inline void load_four(floats_of_helium& to, float const*& from) {
  __builtin_memcpy(&to, from, sizeof to);
  from += 4;
}
TAPELESS_FORCE_INLINE inline void store_four(floats_of_helium value, float* to) {
  __builtin_memcpy(to, &value, sizeof value);
}

/// sum + a · factor, rounded once; g++ 12 contracts no vectors.
TAPELESS_FORCE_INLINE inline floats_of_helium fused(floats_of_helium sum, floats_of_helium a, float factor) {
  return __builtin_mve_vfmaq_n_fv4sf(sum, a, factor);
}

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
