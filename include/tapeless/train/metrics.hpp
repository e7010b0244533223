// SPDX-License-Identifier: BSL-1.0
//
// How well a network does: counters without heap or exceptions, for host and microcontroller alike.
#pragma once

#include "tapeless/train/confusion_matrix.hpp"
#include "tapeless/train/predicted_class.hpp"
#include "tapeless/train/regression_metrics.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// The share of correct predictions: correct / count. At most 2³² - 1 predictions.
class accuracy {
public:
  /// Book one prediction.
  constexpr void add(std::size_t predicted, std::size_t truth) noexcept {
    ++count_;
    if (predicted == truth) ++correct_;
  }
  constexpr void add(predicted_class predicted, std::size_t truth) noexcept {
    ++count_;
    if (predicted == truth) ++correct_;
  }

  /// correct / count, in [0, 1]; NaN before the first prediction.
  template <class T = float>
  constexpr T value() const noexcept {
    return detail::share<T>(correct_, count_);
  }

  constexpr std::uint32_t correct() const noexcept { return correct_; }
  constexpr std::uint32_t count() const noexcept { return count_; }

private:
  std::uint32_t correct_ = 0;
  std::uint32_t count_ = 0;
};

/// The share of predictions whose truth is among the K classes of the largest scores; of equal scores the first count
/// as larger, as for argmax, so that top_k_accuracy<1> is the accuracy. At most 2³² - 1 predictions.
template <std::size_t K>
class top_k_accuracy {
  static_assert(K > 0, "top_k_accuracy<K>: expected at least one class");

public:
  /// Book one prediction by its scores. A NaN is below every number; as the truth's score, and where the truth is no
  /// class, it is wrong.
  template <Scores V>
  constexpr void add(V const& scores, std::size_t truth) noexcept {
    ++count_;
    std::size_t const size = static_cast<std::size_t>(scores.size());
    if (truth >= size || !(scores[truth] <= scores[truth])) return;
    std::size_t ahead = 0;
    for (std::size_t i = 0; i < size; ++i)
      if (scores[truth] < scores[i] || (i < truth && scores[i] <= scores[truth] && scores[truth] <= scores[i])) ++ahead;
    if (ahead < K) ++correct_;
  }

  /// correct / count, in [0, 1]; NaN before the first prediction.
  template <class T = float>
  constexpr T value() const noexcept {
    return detail::share<T>(correct_, count_);
  }

  constexpr std::uint32_t correct() const noexcept { return correct_; }
  constexpr std::uint32_t count() const noexcept { return count_; }

private:
  std::uint32_t correct_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
