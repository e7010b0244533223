// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"

/// Reductions over the elements of one sample; the batch axis, if there is one, stays.
namespace tapeless {
namespace expr {

template <op Code, expression X>
constexpr auto reduce(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    return make<Code, extents{1, 1, X::shape.batch}>(x);
  }
}

template <op Code, expression X>
constexpr auto normalize(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (vector_checked<X::shape>()) {
    return make<Code, X::shape>(x);
  } else {
    return ill_formed{};
  }
}

}  // namespace expr

/// Σ of all elements.
template <expression X>
constexpr auto sum(X const& x) {
  return expr::reduce<op::sum>(x);
}
/// Arithmetic mean of all elements.
template <expression X>
constexpr auto mean(X const& x) {
  return sum(x) / static_cast<double>(X::shape.size());
}
/// Largest element; the derivative is shared equally between equal largest elements.
template <expression X>
constexpr auto max(X const& x) {
  return expr::reduce<op::max>(x);
}
/// log Σ exp xᵢ without overflow; derivative softmax(x).
template <expression X>
constexpr auto logsumexp(X const& x) {
  return expr::reduce<op::logsumexp>(x);
}
/// yᵢ = exp xᵢ / Σⱼ exp xⱼ of a column vector, without overflow; Jacobian yᵢ(δᵢⱼ − yⱼ).
template <expression X>
constexpr auto softmax(X const& x) {
  return expr::normalize<op::softmax>(x);
}
/// xᵢ − logsumexp(x) of a column vector.
template <expression X>
constexpr auto log_softmax(X const& x) {
  return expr::normalize<op::log_softmax>(x);
}

}  // namespace tapeless
