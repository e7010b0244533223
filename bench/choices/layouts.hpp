// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "training.hpp"

#include <cstdio>

/// What the planner's cost model says of the layout of a batch, and what a clock says: `scripts/bench
/// --layouts` writes programs that call this for each network of a seed.
namespace choices {

/// Prints one line of JSON: whether both layouts are legal, which the planner takes, and the time of the other over
/// that of the one taken.
template <class Case>
void compare_layouts(char const* name, int rounds) {
  using step = step_of<Case>;
  constexpr plan::options across{.samples_lie = plan::layout_choice::batch_minor};
  constexpr plan::options along{.samples_lie = plan::layout_choice::feature_minor};
  constexpr plan::layout taken = plan::planned<step>::samples_lie;
  if constexpr (plan::planned<plan::with_options<step, across>>::samples_lie == plan::layout::feature_minor) {
    std::printf("{\"network\": \"%s\", \"legal\": false}\n", name);
  } else {
    auto const batch_minor = made<Case, across>();
    auto const feature_minor = made<Case, along>();
    bool const takes_across = taken == plan::layout::batch_minor;
    tapeless::graph::view const g = tapeless::graph::view_of(plan::planned<step>::graph);
    std::uint64_t const cost_across =
        plan::batch_cost(g, plan::layout::batch_minor, tapeless::targets::current.register_bytes / 4);
    std::uint64_t const cost_along =
        plan::batch_cost(g, plan::layout::feature_minor, tapeless::targets::current.register_bytes / 4);
    std::printf(
        "{\"network\": \"%s\", \"legal\": true, \"taken\": \"%s\", \"other_over_taken\": %.3f, \"model\": %.3f}\n",
        name, takes_across ? "batch-minor" : "feature-minor",
        takes_across ? ratio(*feature_minor, *batch_minor, rounds) : ratio(*batch_minor, *feature_minor, rounds),
        takes_across ? static_cast<double>(cost_along) / static_cast<double>(cost_across)
                     : static_cast<double>(cost_across) / static_cast<double>(cost_along));
  }
  std::fflush(stdout);
}

}  // namespace choices
