// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/options.hpp"
#include "tapeless/run/finite.hpp"
#include "tapeless/train/training_step.hpp"

/// Steps that change nothing unless what they compute is finite.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// A training step which assigns nothing unless all that it would assign, and the loss, is finite: output 1 is 1 or 0.
/// Their sum minus itself is 0 where all are, and a NaN where one is not.
template <auto const& Loss, class Optimizer>
struct finite_update_of {
  template <class B>
  static constexpr void lower(B& b) {
    update_of<Loss, Optimizer>::lower(b);
    graph::id all = b.outputs[0];
    for (std::uint32_t i = 0; i < b.assigns.size(); ++i)
      all = b.apply(op::add, all, b.along(op::sum, all_axes, b.assigns[i].value));
    graph::id const is_finite = b.apply(op::equal, b.apply(op::subtract, all, all), b.constant(0));
    for (std::uint32_t i = 0; i < b.assigns.size(); ++i) {
      graph::id const before = b.leaf_node(b.assigns[i].leaf, 0);
      b.assigns[i].value = b.apply(op::select, is_finite, b.assigns[i].value, before);
    }
    b.output(is_finite);
  }
};

/// The step as a policy wants it.
template <auto const& Loss, class Optimizer, non_finite Policy>
struct step_of {
  using source = update_of<Loss, Optimizer>;
};
template <auto const& Loss, class Optimizer>
struct step_of<Loss, Optimizer, non_finite::steps_refused> {
  using source = finite_update_of<Loss, Optimizer>;
};
template <auto const& Loss, class Optimizer>
struct step_of<Loss, Optimizer, non_finite::loss_refused> {
  using source = plan::with_options<update_of<Loss, Optimizer>, plan::options{.knows_first_output_first = true}>;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
