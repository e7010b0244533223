// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/loss.hpp"

/// Losses of one sample whose truth are numbers; `mean_squared_error` and `huber` are in nn/loss.hpp.
namespace tapeless {

namespace error {
template <class Variance, class Truth>
inline constexpr bool variance_of_another_shape = false;
}  // namespace error

/// (1/n) Σ |pᵢ − yᵢ|; derivative 0 where they are equal. PyTorch's L1Loss.
template <expression P, expression Y>
constexpr auto mean_absolute_error(P const& prediction, Y const& truth) {
  if constexpr (nn::comparable<P, Y>()) {
    return mean(abs(prediction - truth));
  } else {
    return ill_formed{};
  }
}

/// (1/n) Σ max(q·dᵢ, (q − 1)·dᵢ) with d = y − p: the least of it is the quantile q, from 0 to 1, of the truths
/// (Koenker, Bassett 1978; scikit-learn's mean_pinball_loss). Derivative ½ − q where d = 0, between those of the two
/// sides.
template <expression P, expression Y, operand Q = double>
constexpr auto pinball(P const& prediction, Y const& truth, Q const& quantile = 0.5) {
  if constexpr (nn::comparable<P, Y>()) {
    auto const difference = truth - prediction;
    return mean(maximum(quantile * difference, (quantile - 1) * difference));
  } else {
    return ill_formed{};
  }
}

/// 1 − cos of the angle between p and y, two vectors: from 0, of one direction, to 2, of the opposite. A vector
/// shorter than ε counts as of length ε, so that 0 has no direction: 1 (PyTorch's cosine_similarity).
template <expression P, expression Y>
constexpr auto cosine_distance(P const& prediction, Y const& truth, double epsilon = 1e-8) {
  if constexpr (nn::comparable<P, Y>()) {
    return 1 - dot(prediction / maximum(norm(prediction), epsilon), truth / maximum(norm(truth), epsilon));
  } else {
    return ill_formed{};
  }
}

/// (1/n) Σ ½ (log vᵢ + (mᵢ − yᵢ)²/vᵢ), −log of the normal density of y without the constant ½ log 2π, for means m and
/// variances v, of the truth's shape or one for all. Variances are made positive by who has them, `exp(z)` or
/// `softplus(z)`; below ε they count as ε, with the derivative there (PyTorch's GaussianNLLLoss).
template <expression M, expression V, expression Y>
constexpr auto gaussian_nll(M const& mean_values, V const& variance, Y const& truth, double epsilon = 1e-6) {
  if constexpr (!nn::comparable<M, Y>() || any_ill_formed<V>) {
    return ill_formed{};
  } else if constexpr (!V::shape.is_scalar() && !same_matrix(V::shape, Y::shape)) {
    static_assert(
        error::variance_of_another_shape<error::left<V::shape.rows, V::shape.columns>,
                                         error::right<Y::shape.rows, Y::shape.columns>>,
        "tapeless: gaussian_nll(mean, variance, truth) needs a variance for each truth, or one; the variance is left<rows, columns>, the truth right<rows, columns>");
    return ill_formed{};
  } else {
    auto const v = where(variance > epsilon, variance, epsilon + (variance - stop_gradient(variance)));
    return 0.5 * mean(log(v) + square(mean_values - truth) / v);
  }
}

}  // namespace tapeless
