// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/node.hpp"
#include "tapeless/meta/list.hpp"
#include "tapeless/ops/op.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// A parameter on its way through the elements of an optimizer: the nodes of what it is, of its gradient and of what it
/// becomes.
struct parameter_update {
  graph::id parameter = graph::none;
  graph::id gradient = graph::none;
  graph::id updated = graph::none;         ///< what it becomes
  graph::id applies = graph::none;         ///< in this step it becomes that where this number is above 0; none: in each
  graph::id shared_applies = graph::none;  ///< the same of what the element keeps once, for this parameter and others
  std::uint32_t shares_with = 0;           ///< the first of these
  graph::id shared_owner = graph::none;    ///< after which that is named; none: the optimizer
  bool is_selected = true;
  bool is_frozen = false;

  constexpr bool takes_part() const { return is_selected && !is_frozen; }
  constexpr bool is_changed() const { return updated != parameter; }
};

template <class B>
constexpr name name_of(B const& b, parameter_update const& p) {
  return b.leaves[b[p.parameter].leaf].identifier;
}

/// Whether an element that is meant for a group of parameters acts on this one.
template <class Group, class B>
constexpr bool is_selected_by(B const& b, parameter_update const& p) {
  return p.takes_part() && Group::selects(name_of(b, p), b[p.parameter].shape);
}

/// A number that is above 0 where two are; `none` is always above.
template <class B>
constexpr graph::id where_both_apply(B& b, graph::id one, graph::id other) {
  return one == graph::none ? other : b.apply(op::minimum, one, other);
}

/// Assigns where a number is above 0; elsewhere the target stays what it is.
template <class B>
constexpr void assign_where(B& b, graph::id applies, graph::id target, graph::id value) {
  b.assign(target, applies == graph::none ? value : b.apply(op::select, applies, value, target));
}

/// √(Σ gᵢ²) over the gradients of all that take part, from the norms of each: no square overflows.
template <class B>
constexpr graph::id norm_of_gradients(B& b, meta::list<parameter_update> const& parameters) {
  graph::id norm = graph::none;
  for (parameter_update const& p : parameters) {
    if (!p.takes_part()) continue;
    graph::id const of_one = b.along(op::norm, all_axes, p.gradient);
    norm = norm == graph::none ? of_one : b.apply(op::hypot, norm, of_one);
  }
  return norm;
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
