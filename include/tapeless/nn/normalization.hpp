// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/layer.hpp"

namespace tapeless {

/// x/√(mean x² + ε) over the elements of one sample (Zhang, Sennrich 2019), or with axis 0 over those of each column.
/// Computed from u = k·x, of which the result is the same for every k: with k = 1/(‖x‖ + √ε), held constant, no square
/// overflows.
template <axis_number Axis = all_axes, expression X>
constexpr auto rms_norm(X const& x, double epsilon = 1e-5) {
  auto const root = sqrt(number(epsilon));
  auto const k = stop_gradient(1 / (norm<Axis>(x) + root));
  auto const u = expr::repeated<X::shape>(k) % x;
  return u % expr::repeated<X::shape>(rsqrt(mean<Axis>(square(u)) + square(k * root)));
}
/// (x − x̄)/√(var x + ε) over the elements of one sample, or with axis 0 over those of each column: mean 0 and variance
/// 1 but for ε (Ba, Kiros, Hinton 2016); computed as `rms_norm` of x − x̄.
template <axis_number Axis = all_axes, expression X>
constexpr auto layer_norm(X const& x, double epsilon = 1e-5) {
  return rms_norm<Axis>(x - expr::repeated<X::shape>(mean<Axis>(x)), epsilon);
}
/// The same, scaled and shifted by parameters of x's shape.
template <expression X, expression Scale, expression Shift>
constexpr auto layer_norm(X const& x, Scale const& scale, Shift const& shift, double epsilon = 1e-5) {
  return scale % layer_norm(x, epsilon) + shift;
}

/// Normalizations as layers, with ε = 10⁻⁵. Their parameters are named as in PyTorch and have a number for each row:
/// `weight`, 1 at first, and `bias`, 0 at first.
namespace normalization {

/// weight ⊙ (x − x̄)/√(var x + ε) + bias, over the rows of each column.
struct layer_norm {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    auto const weight = scope.template parameter<extents{X::shape.rows, 1}>("weight", 1);
    auto const bias = scope.template parameter<extents{X::shape.rows, 1}>("bias", 0);
    return nn::of_rows<X::shape>(weight) % tapeless::layer_norm<0>(x) + nn::of_rows<X::shape>(bias);
  }
};
/// weight ⊙ x/√(mean x² + ε), over the rows of each column.
struct rms_norm {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    auto const weight = scope.template parameter<extents{X::shape.rows, 1}>("weight", 1);
    return nn::of_rows<X::shape>(weight) % tapeless::rms_norm<0>(x);
  }
};

}  // namespace normalization
}  // namespace tapeless
