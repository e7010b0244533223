// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assigning.hpp"
#include "tapeless/expr/batch_statistic.hpp"
#include "tapeless/expr/mode.hpp"
#include "tapeless/nn/layer.hpp"

namespace tapeless::normalization {

struct running_standardization_defaults {
  static constexpr double epsilon = 1e-5;
  /// How many samples count at most: from then on old ones fade, as in an exponential average of that length. Up to
  /// this one a float counts.
  static constexpr double window = 0x1p24;
};

/// (x − μ)/√(v + ε) for each row with the mean μ and the variance v (with 1/n) of all samples of all steps so far,
/// those of this one included; for data whose scale is known to nobody beforehand. States `running_mean`, `running_var`
/// (1 at first) and `count`. With b new samples of mean m and variance s, the count n becomes n + b and, with
/// w = b/(n + b) and δ = m − μ, μ becomes μ + wδ and v becomes (1 − w)(v + wδ²) + ws: Welford's recurrence (1962) in
/// the form of Chan, Golub and LeVeque (1979), where no large numbers cancel. Derivatives take μ and v for constants.
/// In inference they are what they are, and the first sample is 0. Columns of an input with several are taken together.
template <class Settings>
struct running_standardization_with {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (any_ill_formed<X>) {
      return ill_formed{};
    } else {
      constexpr extents rows{X::shape.rows, 1};
      auto const mean = scope.template state<rows>("running_mean", 0);
      auto const variance = scope.template state<rows>("running_var", 1);
      auto const count = scope.template state<extents{}>("count", 0);
      return in_mode(trained(x, mean, variance, count), standardized(x, mean, variance));
    }
  }

private:
  /// The mean of what is given over columns and samples: one number a row, which all samples share.
  template <expression X>
  static constexpr auto mean_of(X const& x) {
    if constexpr (X::shape.columns == 1) {
      return batch_statistic<false, X>(x);
    } else {
      auto const each = tapeless::mean<1>(x);
      return batch_statistic<false, std::remove_const_t<decltype(each)>>(each);
    }
  }
  template <expression X, class Mean, class Variance>
  static constexpr auto standardized(X const& x, Mean const& mean, Variance const& variance) {
    return (x - nn::of_rows<X::shape>(mean)) % nn::of_rows<X::shape>(rsqrt(variance + Settings::epsilon));
  }
  template <expression X, class Mean, class Variance, class Count>
  static constexpr auto trained(X const& x, Mean const& mean, Variance const& variance, Count const& count) {
    auto const constant = stop_gradient(x);
    auto const added = X::shape.columns * samples_of_batch{};
    auto const counted = minimum(count + added, Settings::window);
    auto const weight = minimum(added / counted, 1);
    auto const mean_of_new = mean_of(constant);
    auto const distance = mean_of_new - mean;
    auto const new_mean = mean + weight * distance;
    auto const variance_of_new = mean_of(square(constant - nn::of_rows<X::shape>(mean_of_new)));
    auto const new_variance = (1 - weight) * (variance + weight * square(distance)) + weight * variance_of_new;
    return assigning(assigning(assigning(standardized(x, new_mean, new_variance), assign(mean, new_mean)),
                               assign(variance, new_variance)),
                     assign(count, counted));
  }
};
struct running_standardization : running_standardization_with<running_standardization_defaults> {};

}  // namespace tapeless::normalization
