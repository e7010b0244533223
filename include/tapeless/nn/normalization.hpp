// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/reduction.hpp"

namespace tapeless {

/// (x − x̄)/√(var x + ε) over the elements of one sample: mean 0 and variance 1 but for ε (Ba, Kiros, Hinton 2016).
template <expression X>
constexpr auto layer_norm(X const& x, double epsilon = 1e-5) {
  auto const centred = x - mean(x);
  return centred * rsqrt(mean(square(centred)) + epsilon);
}
/// The same, scaled and shifted by parameters of x's shape.
template <expression X, expression Scale, expression Shift>
constexpr auto layer_norm(X const& x, Scale const& scale, Shift const& shift, double epsilon = 1e-5) {
  return scale % layer_norm(x, epsilon) + shift;
}

}  // namespace tapeless
