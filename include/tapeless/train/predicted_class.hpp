// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/refusal.hpp"

#include "tapeless/target/current.hpp"

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
template <class T, std::unsigned_integral Count>
constexpr T share(Count part, Count whole) noexcept {
  return whole == 0 ? std::numeric_limits<T>::quiet_NaN() : static_cast<T>(part) / static_cast<T>(whole);
}

}  // namespace detail

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
