// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/sqrt.hpp"
#include "tapeless/target/current.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// How far predictions are from numbers, summed in T: MAE, MSE, RMSE and R², as scikit-learn defines them. A NaN that
/// was booked makes all of them NaN, which they are before the first prediction too. At most 2³² - 1 predictions.
template <std::floating_point T = double>
class regression_metrics {
public:
  /// Book one prediction.
  constexpr void add(T prediction, T truth) noexcept {
    ++count_;
    T const error = prediction - truth;
    absolute_ += error < 0 ? -error : error;
    squared_ += error * error;
    T const from_mean = truth - mean_;  // Welford 1962: nothing cancels where truths are far from 0
    mean_ += from_mean / static_cast<T>(count_);
    scatter_ += from_mean * (truth - mean_);
  }
  /// Book the predictions of one sample: arrays, spans or views of as many elements as the shorter one has.
  template <class P, class Y>
    requires requires(P const& p, Y const& y, std::size_t i) {
      { p.size() } -> std::convertible_to<std::size_t>;
      { y.size() } -> std::convertible_to<std::size_t>;
      static_cast<T>(p[i]);
      static_cast<T>(y[i]);
    }
  constexpr void add(P const& predictions, Y const& truths) noexcept {
    for (std::size_t i = 0; i < predictions.size() && i < truths.size(); ++i)
      add(static_cast<T>(predictions[i]), static_cast<T>(truths[i]));
  }

  /// (1/n) Σ |pᵢ − yᵢ|.
  constexpr T mean_absolute_error() const noexcept { return of_each(absolute_); }
  /// (1/n) Σ (pᵢ − yᵢ)².
  constexpr T mean_squared_error() const noexcept { return of_each(squared_); }
  /// √mean_squared_error, in the unit of the truths.
  constexpr T root_mean_squared_error() const noexcept { return math::sqrt(mean_squared_error()); }
  /// 1 − Σ (pᵢ − yᵢ)² / Σ (yᵢ − ȳ)²: 1 is right, 0 as good as the mean of the truths, below 0 worse. Of truths that are
  /// all equal, or of one, it says nothing: NaN (of equal ones scikit-learn says 1 or 0).
  constexpr T r_squared() const noexcept { return scatter_ > 0 ? 1 - squared_ / scatter_ : no_figure; }

  constexpr std::uint32_t count() const noexcept { return count_; }

private:
  static constexpr T no_figure = std::numeric_limits<T>::quiet_NaN();
  constexpr T of_each(T sum) const noexcept { return count_ == 0 ? no_figure : sum / static_cast<T>(count_); }

  T absolute_ = 0;
  T squared_ = 0;
  T mean_ = 0;
  T scatter_ = 0;  // Σ (yᵢ − ȳ)²
  std::uint32_t count_ = 0;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
