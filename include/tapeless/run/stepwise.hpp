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

/// The most work of one part of a run, of a full batch: a step, and the one that its kernel does besides.
template <class Source>
inline constexpr std::uint64_t flops_of_largest_part = [] {
  std::uint64_t most = 0, part = 0;
  for (plan::step const& each : plan::planned<Source>::table.steps) {
    part = each.with_previous ? part + each.flops : each.flops;
    most = part > most ? part : most;
  }
  return most;
}();

}  // namespace run

/// A run that is made in parts, one kernel call each, by which a watchdog is fed or another task gets the processor:
///
///     auto run = program::start(memory, bind(x, sample), parameters);
///     while (run.advance()) feed_the_watchdog();
///     auto const result = run.result();
///
/// The data is checked at the start, and has to stay where it is until the end, as the workspace does; what the program
/// assigns is written in some of the parts. plan_report says what each of them does and costs. An object of zeros, as
/// `program::parts_of` begins with, is a run of which nothing is left.
template <class Result, class T, class Source, class Layouts>
class [[nodiscard]] stepwise_run {
public:
  static constexpr std::uint32_t step_count = plan::planned<Source>::step_count;
  /// No part has more floating-point operations than this.
  static constexpr std::uint64_t most_flops = run::flops_of_largest_part<Source>;

  constexpr stepwise_run() : answer(nullptr) {
    answer.where.samples = 0;  // all zeros: what holds this lies in .bss
    answer.where.sample_count = 0;
    for (kernel::class_indices& each : answer.where.label) each = {nullptr, 0, false, 0, nullptr};
  }
  constexpr explicit stepwise_run(Result const& started) : answer(started), left(started ? step_count : 0) {}

  /// Whether the data is right; otherwise nothing runs.
  constexpr explicit operator bool() const { return static_cast<bool>(answer); }
  constexpr run_status const& status() const { return answer.status(); }
  constexpr bool is_under_way() const { return left != 0; }
  /// The number of the step that is to run next, `step_count` at the end.
  constexpr std::uint32_t next_step() const { return answer ? step_count - left : 0; }

  /// Runs the next step. @return whether another one is left
  bool advance() noexcept {
    if (left == 0) return false;
    run::steps_of<T, Source, Layouts>[step_count - left](answer.where);
    return --left != 0;
  }
  /// Of what has run so far: valid from the step on that makes it.
  template <std::uint32_t I>
  auto output() const {
    return answer.template output<I>();
  }
  /// Runs what is left. @return the result, as that of a run in one piece
  Result result() noexcept {
    while (advance()) {
    }
    return answer;
  }

private:
  Result answer;
  std::uint32_t left = 0;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
