// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include "tapeless/math/scalar.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// c[0] + c[1] x + ... + c[N-1] x^(N-1) by Horner's rule, unrolled.
template <class V, std::size_t N>
[[nodiscard, gnu::always_inline]] constexpr auto polynomial(V x, std::array<element_t<V>, N> const& c) noexcept -> V {
  static_assert(N >= 1, "a polynomial needs at least its constant coefficient");
  auto sum = V(c[N - 1]);
  [&]<std::size_t... I>(std::index_sequence<I...>) { ((sum = muladd(sum, x, V(c[N - 2 - I]))), ...); }
  (std::make_index_sequence<N - 1>{});
  return sum;
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
