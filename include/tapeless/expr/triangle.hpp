// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"

/// The triangles of a matrix.
namespace tapeless {
namespace expr {

/// 1 in the lower triangle of an m×n matrix, with its diagonal, else 0: columns of an identity, added up.
template <extents S>
constexpr auto lower_triangle() {
  constexpr std::uint32_t size = S.rows > S.columns ? S.rows : S.columns;
  return slice<0, 0, S.rows, S.columns>(cumsum<0>(identity<size>()));
}
template <extents S>
constexpr auto upper_triangle() {
  constexpr std::uint32_t size = S.rows > S.columns ? S.rows : S.columns;
  return slice<0, 0, S.rows, S.columns>(reverse_cumsum<0>(identity<size>()));
}

}  // namespace expr

/// A matrix with zeros above its diagonal, whatever stood there.
template <expression X>
constexpr auto tril(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    return where(expr::lower_triangle<X::shape>(), x, 0);
  }
}
/// A matrix with zeros below its diagonal, whatever stood there.
template <expression X>
constexpr auto triu(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    return where(expr::upper_triangle<X::shape>(), x, 0);
  }
}

}  // namespace tapeless
