// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/name.hpp"
#include "tapeless/shape/extents.hpp"

namespace tapeless::graph {

enum class problem_kind : std::uint8_t {
  nothing,
  ill_formed,                  ///< an ill-shaped operation: it was reported where it was written
  one_name_two_leaves,         ///< equal name, other kind or shape
  one_name_two_definitions,    ///< define<"h"> twice with different bodies
  one_scope_two_networks,      ///< two networks whose leaves would share names
  inside_and_outside_a_batch,  ///< a per-sample leaf both under batch<B> and outside
  two_batch_sizes,
  too_many_elements,  ///< a node whose samples have more elements together than can be counted
  assigned_twice,
  nothing_is_trained,            ///< an optimizer that leaves all parameters as they are
  group_without_parameters,      ///< an optimizer's group that selects no parameter of the loss
  element_behind_its_optimizer,  ///< an element of a chain that is for what comes after it, and nothing does
  kept_value_of_a_batch,         ///< what is kept from run to run belongs to each sample of a batch
  statistic_outside_of_a_batch,  ///< a mean over samples where there is one
  derivative_by_what_is_absent,  ///< by a leaf or an expression that does not stand in the function
  derivative_in_two_modes,       ///< by an expression that has two values there, in training and in inference mode
  symbol_without_a_place,  ///< update::state<"m"> that the optimizer does not list, or outside of an optimizer's rule
  no_forward_mode,         ///< jvp through a primitive that has an adjoint of its own
};

/// The first mistake found while a program is lowered, as a value; the program's front door turns it into one
/// compile-time error.
struct problem {
  problem_kind kind = problem_kind::nothing;
  name first{};
  name second{};
  extents left{};
  extents right{};
};

}  // namespace tapeless::graph
