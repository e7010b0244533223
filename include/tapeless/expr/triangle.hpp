// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"

/// The triangles of a matrix.
namespace tapeless {

/// A matrix with zeros above its diagonal, whatever stood there.
template <expression X>
constexpr auto tril(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    return expr::make<op::tril, X::shape>(x);
  }
}
/// A matrix with zeros below its diagonal, whatever stood there.
template <expression X>
constexpr auto triu(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    return expr::make<op::triu, X::shape>(x);
  }
}

}  // namespace tapeless
