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

}  // namespace train

/// The parameters with which a trainer that has `optimizer::average_weights` predicts better: the average of each, and
/// what is not averaged as it is. Before the first update there is nothing to average, and all are as they are.
template <class Trainer>
constexpr typename Trainer::parameter_store averaged_parameters(Trainer const& trainer) {
  using parameters = typename Trainer::parameter_store;
  using state = typename Trainer::state_store;
  using slots = train::slots_of_averages<parameters, state>;
  static_assert(slots::is_any || error::no_average_is_kept<state>,
                "tapeless: no average is kept: the trainer's optimizer is a chain with optimizer::average_weights");
  parameters made = trainer.parameters();
  if (trainer.state().template at<"optimizer.average_weight">()(0) == 0) return made;
  for (std::uint32_t i = 0; i < slots::count; ++i) {
    if (slots::found[i] >= state::layout::count) continue;
    run::slot const& to = parameters::layout::table.each[i];
    std::uint32_t const from = state::layout::table.each[slots::found[i]].offset;
    for (std::uint32_t e = 0; e < plan::stored_size(to.shape); ++e)
      made.data()[to.offset + e] = trainer.state().data()[from + e];
  }
  return made;
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
