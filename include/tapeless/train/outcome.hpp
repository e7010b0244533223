// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/status.hpp"
#include "tapeless/run/view.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// What a training step reports: whether it took place (else which datum is wrong), and the mean loss before the
/// update; NaN where it did not.
template <class T>
class [[nodiscard]] step_result {
public:
  constexpr step_result() = default;
  constexpr step_result(run_status const& outcome, T loss_before) : state(outcome), loss(loss_before) {}
  /// Of a run that was refused, whose diagnosis is made here: copied it would be 60 bytes of code.
  template <class Run, class... Bindings>
    requires(sizeof...(Bindings) > 0)
  TAPELESS_FORCE_INLINE constexpr step_result(T loss_before, Run const& refused, Bindings const&... bindings)
      : state(refused.diagnosis(bindings...)), loss(loss_before) {}

  constexpr explicit operator bool() const { return static_cast<bool>(state); }
  constexpr run_status const& status() const { return state; }
  /// For float loss = trainer.step(...), step < 0.1F: the compilers print this line (deleted: see expr::traits).
  template <class Write_step_loss>
    requires std::same_as<Write_step_loss, T>
  constexpr
  operator Write_step_loss() const = delete;  // tapeless: the loss is step.loss, a number where if (step) holds

private:
  run_status state{};

public:
  T loss{};
};

/// What a prediction hands back: a view of the answer, valid until the next step or prediction, and whether it took
/// place. Of a refused one (`status()` says why) every element is a NaN.
template <class T, std::uint32_t Rows, std::uint32_t Columns>
class [[nodiscard]] prediction : public view<T const, Rows, Columns> {
public:
  constexpr explicit prediction(T const* answer) : view<T const, Rows, Columns>(answer) {}
  constexpr explicit prediction(run_status const& refusal)
      : view<T const, Rows, Columns>(no_numbers.data()), state(refusal) {}
  template <class Run, class... Bindings>
    requires(sizeof...(Bindings) > 0)
  TAPELESS_FORCE_INLINE constexpr prediction(Run const& refused, Bindings const&... bindings)
      : view<T const, Rows, Columns>(no_numbers.data()), state(refused.diagnosis(bindings...)) {}

  constexpr explicit operator bool() const { return static_cast<bool>(state); }
  constexpr run_status const& status() const { return state; }

private:
  static constexpr auto no_numbers = [] {
    std::array<T, plan::stored_size({Rows, Columns})> found{};
    for (T& each : found) each = std::numeric_limits<T>::quiet_NaN();
    return found;
  }();
  run_status state{};
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
