// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/store.hpp"

#include <utility>

namespace tapeless {
namespace error {
template <class Store>
inline constexpr bool no_average_is_kept = false;
}

inline namespace TAPELESS_TARGET {
namespace train {

/// For each parameter the slot of its average, or the number of slots where it has none.
template <class Parameters, class State>
struct slots_of_averages {
  static constexpr std::uint32_t count = Parameters::layout::count;
  static constexpr auto found = [] {
    std::array<std::uint32_t, count> each{};
    for (std::uint32_t i = 0; i < count; ++i)
      each[i] = State::layout::find(name(Parameters::layout::table.each[i].identifier.view(), "average"));
    return each;
  }();
  static constexpr bool is_any = [] {
    for (std::uint32_t const each : found)
      if (each < State::layout::count) return true;
    return false;
  }();
};

/// Whether all weights of averages have grown from 0: that of a group with steps of its own (`accumulate`) may have
/// not.
template <class State>
constexpr bool all_averages_have_begun(State const& state) {
  for (run::slot const& each : State::layout::table.each)
    if (each.identifier.view().ends_with(".average_weight") && state.data()[each.offset] == 0) return false;
  return true;
}
template <class T>
constexpr bool is_zero_throughout(T const* numbers, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i)
    if (numbers[i] != 0) return false;
  return true;
}

}  // namespace train

/// The parameters with which a trainer that has `optimizer::average_weights` predicts better: the average of each, and
/// what is not averaged as it is. Before the first update of a parameter there is nothing to average: it is as it is.
template <class Trainer>
constexpr typename Trainer::parameter_store averaged_parameters(Trainer const& trainer) {
  using parameters = typename Trainer::parameter_store;
  using state = typename Trainer::state_store;
  using slots = train::slots_of_averages<parameters, state>;
  static_assert(slots::is_any || error::no_average_is_kept<state>,
                "tapeless: no average is kept: the trainer's optimizer is a chain with optimizer::average_weights");
  parameters made = trainer.parameters();
  bool const all_have_begun = train::all_averages_have_begun(trainer.state());
  for (std::uint32_t i = 0; i < slots::count; ++i) {
    if (slots::found[i] >= state::layout::count) continue;
    run::slot const& to = parameters::layout::table.each[i];
    std::uint32_t const from = state::layout::table.each[slots::found[i]].offset;
    auto const* const average = trainer.state().data() + from;
    if (!all_have_begun && train::is_zero_throughout(average, plan::stored_size(to.shape))) continue;
    for (std::uint32_t e = 0; e < plan::stored_size(to.shape); ++e) made.data()[to.offset + e] = average[e];
  }
  return made;
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
