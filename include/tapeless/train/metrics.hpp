// SPDX-License-Identifier: BSL-1.0
//
// How well a classifier does: counters without heap or exceptions, for host and microcontroller alike.
#pragma once

#include "tapeless/run/refusal.hpp"

#include "tapeless/target/current.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// An indexable sequence of ordered values: std::array, std::span, a tensor view.
template <class V>
concept Scores = requires(V const& view, std::size_t i) {
  { view.size() } -> std::convertible_to<std::size_t>;
  { view[i] < view[i] } -> std::convertible_to<bool>;
};

/// A class, or none, as of a refused prediction. It compares with class indices, and none is equal to no index; `*` is
/// the index, and stops the program where there is none. The counters below book none as wrong.
class [[nodiscard]] predicted_class {
public:
  constexpr predicted_class() = default;
  constexpr explicit predicted_class(std::size_t class_index) : index(class_index) {}

  constexpr explicit operator bool() const noexcept { return index != none; }
  constexpr std::size_t operator*() const noexcept {
    if (index == none) run::no_score_is_a_number();
    return index;
  }
  constexpr std::size_t value_or(std::size_t other) const noexcept { return index == none ? other : index; }

  template <std::integral Index>
  friend constexpr bool operator==(predicted_class const& found, Index other) noexcept {
    return found.index != none && std::cmp_equal(found.index, other);
  }
  friend constexpr bool operator==(predicted_class const&, predicted_class const&) noexcept = default;

private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t index = none;
};

/// The class of the largest score; of equal ones the first. A NaN never wins; without any number (empty, or all NaN, as
/// a refused prediction is) there is none.
template <Scores V>
constexpr predicted_class argmax(V const& scores) noexcept {
  std::size_t const size = static_cast<std::size_t>(scores.size());
  std::size_t winner = size;
  for (std::size_t i = 0; i < size; ++i) {
    bool const number = scores[i] <= scores[i];  // only a NaN is not at most itself
    if (number && (winner == size || scores[winner] < scores[i])) winner = i;
  }
  return winner == size ? predicted_class{} : predicted_class(winner);
}

namespace detail {

/// part / whole, rounded once; NaN if nothing was counted, since no figure would be honest.
template <class T>
constexpr T share(std::uint32_t part, std::uint32_t whole) noexcept {
  return whole == 0 ? std::numeric_limits<T>::quiet_NaN() : static_cast<T>(part) / static_cast<T>(whole);
}

}  // namespace detail

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

  /// The share of all booked examples that were recognized; NaN if there was none.
  template <class T = float>
  constexpr T accuracy() const noexcept {
    std::uint32_t correct = 0;
    for (std::size_t c = 0; c < Classes; ++c) correct += at(c, c);
    return detail::share<T>(correct, count());
  }

private:
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
