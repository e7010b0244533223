// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assigning.hpp"
#include "tapeless/expr/batch_statistic.hpp"
#include "tapeless/expr/mode.hpp"
#include "tapeless/nn/layer.hpp"

namespace tapeless::normalization {

/// What batch_norm is in PyTorch if nothing else is said.
struct batch_norm_defaults {
  static constexpr double epsilon = 1e-5;
  static constexpr double momentum = 0.1;  ///< of a batch's statistics in the running ones
};

/// Batch normalization (Ioffe, Szegedy 2015): weight ⊙ (x − μ)/√(v + ε) + bias, for each row; those of an input with
/// several columns are taken together. In training μ and v are mean and variance of the samples of this step, v with
/// 1/n, in two passes. The states `running_mean` (0 at first) and `running_var` (1 at first) become (1 − momentum)·old
/// + momentum·new, v with 1/(n − 1), by that same step and by nothing else; in inference μ and v are these. Names and
/// numbers are PyTorch's. Of one sample, which has no variance, v is 0.
template <class Settings>
struct batch_norm_with {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (any_ill_formed<X>) {
      return ill_formed{};
    } else {
      constexpr extents rows{X::shape.rows, 1};
      auto const weight = scope.template parameter<rows>("weight", 1);
      auto const bias = scope.template parameter<rows>("bias", 0);
      auto const mean = scope.template state<rows>("running_mean", 0);
      auto const variance = scope.template state<rows>("running_var", 1);
      auto const by_samples = trained(x, mean, variance);
      auto const by_running =
          (x - nn::of_rows<X::shape>(mean)) % nn::of_rows<X::shape>(rsqrt(variance + Settings::epsilon));
      return nn::of_rows<X::shape>(weight) % in_mode(by_samples, by_running) + nn::of_rows<X::shape>(bias);
    }
  }

private:
  template <expression X>
  static constexpr auto mean_of_columns(X const& x) {
    if constexpr (X::shape.columns == 1) {
      return x;
    } else {
      return tapeless::mean<1>(x);
    }
  }
  template <expression X>
  using shared = batch_statistic<false, X>;

  template <expression X, class Mean, class Variance>
  static constexpr auto trained(X const& x, Mean const& running_mean, Variance const& running_variance) {
    auto const each = mean_of_columns(x);
    auto const centred = x - nn::of_rows<X::shape>(mean_over_samples(each));
    auto const squares = mean_of_columns(square(centred));
    auto const normal = centred % nn::of_rows<X::shape>(rsqrt(mean_over_samples(squares) + Settings::epsilon));
    auto const count = X::shape.columns * samples_of_batch{};
    auto const of_others = count / maximum(count - 1, 1);  // n/(n − 1), of one 1
    auto const with = [](auto const& old, auto const& now) {
      return (1 - Settings::momentum) * old + Settings::momentum * now;
    };
    return assigning(
        assigning(normal, assign(running_mean, with(running_mean, shared<std::remove_const_t<decltype(each)>>(each)))),
        assign(running_variance,
               with(running_variance, of_others * shared<std::remove_const_t<decltype(squares)>>(squares))));
  }
};
struct batch_norm : batch_norm_with<batch_norm_defaults> {};

}  // namespace tapeless::normalization
