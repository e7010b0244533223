// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/predicted_class.hpp"

#include <array>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// How often each true class was predicted as each class. At most 2³² - 1 predictions; 4 · Classes² bytes.
template <std::size_t Classes>
class confusion_matrix {
  static_assert(Classes > 0, "confusion_matrix<Classes>: expected at least one class");

public:
  static constexpr std::size_t classes = Classes;

  /// Book one prediction. A prediction that is no class (argmax of nothing but NaN) counts as wrong for its true class,
  /// see `unclassified`; a truth that is no class cannot be booked: it is only counted in `rejected`.
  constexpr void add(std::size_t truth, std::size_t predicted) noexcept {
    if (truth >= Classes) {
      ++rejected_;
    } else if (predicted >= Classes) {
      ++unclassified_[truth];
    } else {
      ++counts_[truth * Classes + predicted];
    }
  }
  constexpr void add(std::size_t truth, predicted_class predicted) noexcept { add(truth, predicted.value_or(Classes)); }

  /// How often class `truth` was predicted as class `predicted`; 0 for what is no class.
  constexpr std::uint32_t at(std::size_t truth, std::size_t predicted) const noexcept {
    return truth < Classes && predicted < Classes ? counts_[truth * Classes + predicted] : 0;
  }

  /// How often class `truth` got a prediction that is no class.
  constexpr std::uint32_t unclassified(std::size_t truth) const noexcept {
    return truth < Classes ? unclassified_[truth] : 0;
  }

  /// How many calls of `add` had a truth outside 0 … Classes - 1. Not zero means: the data are wrong.
  constexpr std::uint32_t rejected() const noexcept { return rejected_; }

  /// How many examples were booked, all but the rejected.
  constexpr std::uint32_t count() const noexcept {
    std::uint32_t sum = 0;
    for (std::size_t truth = 0; truth < Classes; ++truth) sum += row(truth);
    return sum;
  }

  /// The share of the examples of class c that were recognized; NaN if there was none.
  template <class T = float>
  constexpr T recall(std::size_t c) const noexcept {
    return detail::share<T>(at(c, c), row(c));
  }

  /// The share of the predictions of class c that were right; NaN if there was none.
  template <class T = float>
  constexpr T precision(std::size_t c) const noexcept {
    return detail::share<T>(at(c, c), column(c));
  }

  /// 2·precision·recall / (precision + recall), by counts: 2·hits / (2·hits + false positives + misses), which is 0 and
  /// not NaN for a class that was never predicted, or never rightly; NaN for one that neither occurs nor is predicted.
  template <class T = float>
  constexpr T f1(std::size_t c) const noexcept {
    return of_both<T>(at(c, c), row(c), column(c));
  }

  /// The mean over the classes that occur or are predicted, every one alike; where the figure of one is not defined (no
  /// prediction, no example) it counts as 0. These are scikit-learn's figures with average="macro".
  template <class T = float>
  constexpr T macro_recall() const noexcept {
    return mean_of_classes<T>([this](std::size_t c) { return recall<T>(c); });
  }
  template <class T = float>
  constexpr T macro_precision() const noexcept {
    return mean_of_classes<T>([this](std::size_t c) { return precision<T>(c); });
  }
  template <class T = float>
  constexpr T macro_f1() const noexcept {
    return mean_of_classes<T>([this](std::size_t c) { return f1<T>(c); });
  }

  /// Of all examples and predictions together (average="micro"): recall is the accuracy, precision leaves out examples
  /// with a prediction that is no class.
  template <class T = float>
  constexpr T micro_recall() const noexcept {
    return accuracy<T>();
  }
  template <class T = float>
  constexpr T micro_precision() const noexcept {
    return detail::share<T>(hits(), predictions());
  }
  template <class T = float>
  constexpr T micro_f1() const noexcept {
    return of_both<T>(hits(), count(), predictions());
  }

  /// The share of all booked examples that were recognized; NaN if there was none.
  template <class T = float>
  constexpr T accuracy() const noexcept {
    return detail::share<T>(hits(), count());
  }

private:
  /// Twice the hits among examples and predictions, whose sum may be beyond 32 bits.
  template <class T>
  static constexpr T of_both(std::uint64_t hits, std::uint64_t examples, std::uint64_t predictions) noexcept {
    return detail::share<T>(2 * hits, examples + predictions);
  }
  constexpr std::uint32_t hits() const noexcept {
    std::uint32_t sum = 0;
    for (std::size_t c = 0; c < Classes; ++c) sum += at(c, c);
    return sum;
  }
  constexpr std::uint32_t predictions() const noexcept {
    std::uint32_t sum = 0;
    for (std::size_t c = 0; c < Classes; ++c) sum += column(c);
    return sum;
  }
  template <class T, class Figure>
  constexpr T mean_of_classes(Figure const& figure) const noexcept {
    T sum = 0;
    std::uint32_t classes_seen = 0;
    for (std::size_t c = 0; c < Classes; ++c) {
      if (row(c) + column(c) == 0) continue;
      ++classes_seen;
      T const found = figure(c);
      if (found > 0) sum += found;  // not NaN
    }
    return classes_seen == 0 ? std::numeric_limits<T>::quiet_NaN() : sum / static_cast<T>(classes_seen);
  }
  constexpr std::uint32_t row(std::size_t truth) const noexcept {
    std::uint32_t sum = unclassified(truth);
    for (std::size_t predicted = 0; predicted < Classes; ++predicted) sum += at(truth, predicted);
    return sum;
  }

  constexpr std::uint32_t column(std::size_t predicted) const noexcept {
    std::uint32_t sum = 0;
    for (std::size_t truth = 0; truth < Classes; ++truth) sum += at(truth, predicted);
    return sum;
  }

  std::array<std::uint32_t, Classes * Classes> counts_{};
  std::array<std::uint32_t, Classes> unclassified_{};
  std::uint32_t rejected_ = 0;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
