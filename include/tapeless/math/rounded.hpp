// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/isa.hpp"

#include <concepts>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// Whether the compiler may reorder sums as if they were of real numbers, which takes the functions' rounding tricks
/// apart: (x + s) - s is x. g++ says when it may (-ffast-math, -Ofast, -funsafe-math-optimizations,
/// -fassociative-math). clang says nothing of the last two, so it is never trusted.
#if defined(__clang__) || defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__)
inline constexpr bool sums_may_be_reordered = true;
#else
inline constexpr bool sums_may_be_reordered = false;
#endif

/// Whether subnormal numbers may count as zeros: a link with -ffast-math has the processor do so.
#if defined(__FAST_MATH__)
inline constexpr bool subnormal_numbers_may_vanish = true;
#else
inline constexpr bool subnormal_numbers_may_vanish = false;
#endif

/// x, which is a result of floating-point arithmetic, as it was rounded: what is computed from it is not merged with
/// how it came about. A value type may have a `rounded` of its own; without one, nothing keeps the compiler back.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto rounded(V x) noexcept -> V {
  if constexpr (std::floating_point<V> && sums_may_be_reordered) {
    if (!std::is_constant_evaluated()) isa::forget_origin(x);
  }
  return x;
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
