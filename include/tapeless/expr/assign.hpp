// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/shape/error.hpp"

#include <concepts>

namespace tapeless {

/// Target ← value, an output of a program. All assignments of a program are simultaneous: every right-hand side and
/// every other output sees the values from before the run.
template <class Target, class Value>
struct assignment {
  using is_assignment = void;
  Target target;
  Value value;
};

template <class A>
concept assignment_statement = requires {
  typename A::is_assignment;
};

/// Assigns `value` to a parameter or state of the same shape; a value that still has a batch axis is an error.
template <leaf_expression Target, expression Value>
constexpr auto assign(Target const& target, Value const& value) {
  constexpr extents to = Target::shape;
  constexpr extents from = Value::shape;
  if constexpr (any_ill_formed<Target, Value>) {
    return ill_formed{};
  } else if constexpr (Target::kind == leaf_kind::placeholder) {
    static_assert(error::assigned_to_the_gradient<Target>,
                  "tapeless: a rule assigns to update::parameter and to update::state<name>; the gradient is given");
    return ill_formed{};
  } else if constexpr (Target::kind != leaf_kind::parameter && Target::kind != leaf_kind::state) {
    static_assert(error::assigned_to_a_constant_leaf<error::named_as<Target::identifier>>,
                  "tapeless: assign stores into a parameter or a state; see named<characters>");
    return ill_formed{};
  } else if constexpr (from.is_batched()) {
    static_assert(error::assigned_value_has_a_batch_axis<error::left<to.rows, to.columns>, error::batch_of<from.batch>>,
                  "tapeless: an assigned value must not have a batch axis; reduce it with batch_mean or batch_sum");
    return ill_formed{};
  } else if constexpr (!same_matrix(to, from) && !(to.is_symbolic() && from.is_scalar())) {
    if constexpr (shape::known<to, from>())
      static_assert(
          error::assigned_shapes_differ<error::left<to.rows, to.columns>, error::right<from.rows, from.columns>>,
          "tapeless: assign needs a value of the target's shape; see left<rows, columns> and right<rows, columns>");
    return ill_formed{};
  } else {
    return assignment<Target, Value>{target, value};
  }
}

namespace error {
template <class Target, class Value>
inline constexpr bool assigned_to_no_leaf = false;
template <class Target, class Value>
inline constexpr bool assigned_what_is_no_expression = false;
}  // namespace error

/// What no other assignment takes: one error.
template <class Target, class Value>
  requires((expression<Target> || expression<Value>)&&!(leaf_expression<Target> && expression<Value>))
constexpr auto assign(Target const&, Value const&) {
  if constexpr (std::same_as<Target, ill_formed>) {
    return ill_formed{};
  } else if constexpr (!leaf_expression<Target>) {
    static_assert(
        error::assigned_to_no_leaf<Target, Value>,
        "tapeless: assign(leaf, value) stores into a parameter or a state; no other expression has a place to store in");
    return ill_formed{};
  } else {
    static_assert(
        error::assigned_what_is_no_expression<Target, Value>,
        "tapeless: assign(leaf, value) stores an expression of the leaf's shape: broadcast_to<rows, columns>(number)");
    return ill_formed{};
  }
}

}  // namespace tapeless
