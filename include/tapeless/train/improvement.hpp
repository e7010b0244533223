// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <concepts>
#include <cstdint>
#include <limits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What is better: a smaller loss, a larger accuracy.
enum class better : std::uint8_t { smaller, larger };

/// The best of the values so far, and how many came since without being better by more than `min_delta`. A NaN, the
/// loss of a refused step, is never better.
template <std::floating_point T>
class improvement {
public:
  constexpr explicit improvement(better which, T min_delta) noexcept
      : min_delta_(min_delta), best_(which == better::smaller ? infinite : -infinite), which_(which) {}

  /// Whether this value is better than all before.
  constexpr bool add(T value) noexcept {
    bool const improved = which_ == better::smaller ? value < best_ - min_delta_ : value > best_ + min_delta_;
    if (improved) best_ = value;
    since_ = improved ? 0 : since_ + 1;
    return improved;
  }
  /// ±∞ as long as there was none.
  constexpr T best() const noexcept { return best_; }
  constexpr std::uint32_t since() const noexcept { return since_; }
  /// Begins to count anew, with the same best value.
  constexpr void forgive() noexcept { since_ = 0; }

private:
  static constexpr T infinite = std::numeric_limits<T>::infinity();

  T min_delta_;
  T best_;
  std::uint32_t since_ = 0;
  better which_;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
