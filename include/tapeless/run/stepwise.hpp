// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/execute.hpp"
#include "tapeless/run/status.hpp"

#include <array>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The kernels of a program in the order of the run, to be called one by one.
template <class T, class Source, class Layouts>
inline constexpr auto steps_of = []<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) {
  return std::array<void (*)(context<T, Source> const&), sizeof...(I)>{&run_step<Source, Layouts, I, T>...};
}
(std::make_integer_sequence<std::uint32_t, plan::planned<Source>::step_count>{});

}  // namespace run

/// A run that is made in parts, one kernel call each, by which a watchdog is fed or another task gets the processor:
///
///     auto run = program::start(memory, bind(x, sample), parameters);
///     while (run.advance()) feed_the_watchdog();
///     auto const result = run.result();
///
/// The data is checked at the start, and has to stay where it is until the end, as the workspace does; what the program
/// assigns is written in some of the parts. plan_report says what each of them does and costs.
template <class Result, class T, class Source, class Layouts>
class [[nodiscard]] stepwise_run {
public:
  static constexpr std::uint32_t step_count = plan::planned<Source>::step_count;

  constexpr stepwise_run(Result const& started, run::context<T, Source> const& where) : answer(started), at(where) {}

  /// Whether the data is right; otherwise nothing runs.
  constexpr explicit operator bool() const { return static_cast<bool>(answer); }
  constexpr run_status const& status() const { return answer.status(); }
  /// The number of the step that is to run next, `step_count` at the end.
  constexpr std::uint32_t next_step() const { return next; }

  /// Runs the next step. @return whether another one is left
  bool advance() noexcept {
    if (!answer || next == step_count) return false;
    run::steps_of<T, Source, Layouts>[next++](at);
    return next != step_count;
  }
  /// Runs what is left. @return the result, as that of a run in one piece
  Result result() noexcept {
    while (advance()) {
    }
    return answer;
  }

private:
  Result answer;
  run::context<T, Source> at;
  std::uint32_t next = 0;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
