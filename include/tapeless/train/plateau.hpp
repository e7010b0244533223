// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/improvement.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// When a learning rate is reduced, and by how much; the numbers are PyTorch's.
template <std::floating_point T = float>
struct plateau_settings {
  T factor = static_cast<T>(0.1);
  std::uint32_t patience = 10;         ///< evaluations without improvement that are borne; the next one reduces
  T min_delta = static_cast<T>(1e-4);  ///< what is no improvement; an absolute number
  std::uint32_t cooldown = 0;          ///< evaluations after a reduction that do not count
  T minimum = 0;                       ///< of the rate
  better is_better = better::smaller;
};

/// Reduces a learning rate when an evaluation stops getting better: PyTorch's ReduceLROnPlateau with
/// threshold_mode="abs" and eps=0.
///
///     train::plateau reduced(0.1F, {.patience = 5});
///     if (reduced.add(validation_loss)) trainer.set(optimizer::learning_rate, reduced.learning_rate());
template <std::floating_point T = float>
class plateau {
public:
  constexpr explicit plateau(T learning_rate, plateau_settings<T> const& how = {}) noexcept
      : how_(how), values_(how.is_better, how.min_delta), rate_(learning_rate) {}

  /// Books an evaluation; whether it has reduced the rate.
  constexpr bool add(T value) noexcept {
    values_.add(value);
    if (cooling_ > 0) {
      --cooling_;
      values_.forgive();
    }
    if (values_.since() <= how_.patience) return false;
    cooling_ = how_.cooldown;
    values_.forgive();
    T const reduced = rate_ * how_.factor;
    T const next = reduced < how_.minimum ? how_.minimum : reduced;
    if (!(next < rate_)) return false;
    rate_ = next;
    return true;
  }
  constexpr T learning_rate() const noexcept { return rate_; }
  /// The best value so far.
  constexpr T best() const noexcept { return values_.best(); }

private:
  plateau_settings<T> how_;
  improvement<T> values_;
  T rate_;
  std::uint32_t cooling_ = 0;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
