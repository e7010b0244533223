// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <cstddef>

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// sum x^n + c[n-1] x^(n-1) + ... + c[0] by Horner's rule, unrolled.
template <std::size_t n, class V, std::size_t N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto continue_horner(V sum, V x,
                                                                   std::array<element_t<V>, N> const& c) noexcept -> V {
  if constexpr (n == 0)
    return sum;
  else
    return continue_horner<n - 1>(muladd(sum, x, V(c[n - 1])), x, c);
}

/// c[0] + c[1] x + ... + c[N-1] x^(N-1).
template <class V, std::size_t N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto polynomial(V x, std::array<element_t<V>, N> const& c) noexcept -> V {
  static_assert(N >= 1, "a polynomial needs at least its constant coefficient");
  return continue_horner<N - 1>(V(c[N - 1]), x, c);
}

/// The same for the first n pairs c[2i] + c[2i+1] x and a sum that x^(2n) belongs to.
template <std::size_t n, class V, std::size_t N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto
continue_horner_in_pairs(V sum, V x, V square, std::array<element_t<V>, N> const& c) noexcept -> V {
  if constexpr (n == 0) {
    return sum;
  } else {
    auto const pair = muladd(x, V(c[2 * n - 1]), V(c[2 * n - 2]));
    return continue_horner_in_pairs<n - 1>(muladd(sum, square, pair), x, square, c);
  }
}

/// The polynomial with x^2 at hand: Horner's rule in x^2 over the pairs. Half as long a chain of dependent operations,
/// and not one operation more.
template <class V, std::size_t N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto polynomial(V x, V square,
                                                              std::array<element_t<V>, N> const& c) noexcept -> V {
  static_assert(N >= 2, "a polynomial in pairs needs at least one pair");
  if constexpr (N % 2 == 1)
    return continue_horner_in_pairs<N / 2>(V(c[N - 1]), x, square, c);
  else
    return continue_horner_in_pairs<N / 2 - 1>(muladd(x, V(c[N - 1]), V(c[N - 2])), x, square, c);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
