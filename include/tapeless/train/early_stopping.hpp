// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/improvement.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// When training ends; see early_stopping.
template <std::floating_point T = float>
struct early_stopping_settings {
  std::uint32_t patience = 10;  ///< evaluations in a row without improvement, of which the last one stops
  T min_delta = 0;              ///< what is no improvement; an absolute number
  better is_better = better::smaller;
};

/// Ends training when an evaluation stops getting better, and says which one was the best, so that the caller can keep
/// its parameters (Keras' EarlyStopping, PyTorch Ignite's):
///
///     train::early_stopping<> patient({.patience = 5});
///     while (!patient.stops()) {
///       ...
///       if (patient.add(validation_loss)) best = trainer.parameters();
///     }
template <std::floating_point T = float>
class early_stopping {
public:
  constexpr early_stopping() noexcept : early_stopping(early_stopping_settings<T>{}) {}
  constexpr explicit early_stopping(early_stopping_settings<T> const& how) noexcept
      : values_(how.is_better, how.min_delta), patience_(how.patience) {}

  /// Books an evaluation; whether it is the best one.
  constexpr bool add(T value) noexcept {
    bool const is_best = values_.add(value);
    stopped_ = stopped_ || (!is_best && values_.since() >= patience_);
    return is_best;
  }
  /// Whether training has to end; once it had to, it stays so.
  constexpr bool stops() const noexcept { return stopped_; }
  /// The best value so far, and how many evaluations have passed since.
  constexpr T best() const noexcept { return values_.best(); }
  constexpr std::uint32_t since_best() const noexcept { return values_.since(); }

private:
  improvement<T> values_;
  std::uint32_t patience_;
  bool stopped_ = false;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
