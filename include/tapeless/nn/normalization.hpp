// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/norm.hpp"

namespace tapeless {

/// (x − x̄)/√(var x + ε) over the elements of one sample: mean 0 and variance 1 but for ε (Ba, Kiros, Hinton 2016).
/// Computed from u = k·(x − x̄), of which the result is the same for every k: with k = 1/(‖x − x̄‖ + √ε), held
/// constant, no square overflows.
template <expression X>
constexpr auto layer_norm(X const& x, double epsilon = 1e-5) {
  auto const centred = x - mean(x);
  auto const root = sqrt(number(epsilon));
  auto const k = stop_gradient(1 / (norm(centred) + root));
  auto const u = k * centred;
  return u * rsqrt(mean(square(u)) + square(k * root));
}
/// The same, scaled and shifted by parameters of x's shape.
template <expression X, expression Scale, expression Shift>
constexpr auto layer_norm(X const& x, Scale const& scale, Shift const& shift, double epsilon = 1e-5) {
  return scale % layer_norm(x, epsilon) + shift;
}

}  // namespace tapeless
