// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/integer_state.hpp"
#include "tapeless/graph/problem.hpp"

#include <string_view>
#include <type_traits>

/// Optimizers are assignments, written once for any parameter: `update::parameter` stands for it, `update::gradient`
/// for the gradient of the loss, `update::state<"name">` for memory of the parameter's shape that belongs to it,
/// `update::shared<"name">` for a number that all parameters share. Symbols take the shape of what stands in for them:
/// a rule is element-wise functions, reductions (`sum(g % g)`, `mean(g)`, `norm(g)`) and matrix products that fit for
/// every shape (`g * transpose(g) * g`); what needs to know the shape (dot, softmax(g), element<0>(g)) is one error.
namespace tapeless {

/// What stands for a parameter, its gradient or a state in an optimizer's rule. In this namespace, so that the
/// operators are found wherever a rule is written.
template <leaf_kind Kind, fixed_string Name>
struct update_symbol : expr::traits<any_matrix> {
  static constexpr leaf_kind kind = Kind;
  static constexpr std::string_view field = Name.view();
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::update_symbol, Kind, meta::hash(field));

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    builder.report({graph::problem_kind::symbol_without_a_place, name(field)});
    if constexpr (Kind == leaf_kind::placeholder)
      return builder.placeholder(extents{});
    else
      return builder.leaf(Kind, name(field), extents{});
  }
};

/// A number that the rule keeps once for the whole program, beside what each parameter has: the leaf `optimizer.NAME`,
/// 0 at the start. It is assigned once a step; every parameter's update sees the value from before it. Parameters for
/// which it comes to something else, as those of a group with a β or an optimizer of its own, have another,
/// `net.1.weight.NAME` after the first of them. An element that reads what another keeps stands behind that one.
template <fixed_string Name>
struct shared_state : expr::traits<extents{}> {
  static constexpr leaf_kind kind = leaf_kind::state;
  static constexpr std::string_view field = Name.view();
  static constexpr name identifier{"optimizer", field};
  static constexpr std::uint64_t fingerprint = leaf_fingerprint(identifier, kind, extents{});

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);  // that of a group of parameters
    return known != Builder::none ? known : builder.leaf(kind, identifier, extents{});
  }
};

/// The number of steps before this one.
struct step_symbol : expr::traits<extents{}> {
  static constexpr auto counter = integer_state<"optimizer.step">;
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::update_symbol, meta::hash("step"));

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint, value_of(counter).lower(builder));
  }
};

/// The norm of all gradients together.
struct global_norm_symbol : expr::traits<extents{}> {
  static constexpr std::uint64_t fingerprint =
      fingerprint_of(fingerprint_tag::update_symbol, meta::hash("global_norm"));

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    builder.report({graph::problem_kind::symbol_without_a_place, name("global_norm")});
    return builder.placeholder(extents{});
  }
};

namespace update {

/// The parameter as it is before the step.
inline constexpr update_symbol<leaf_kind::parameter, "parameter"> parameter{};
/// What the elements of a chain so far make of the parameter; the parameter itself where none has changed it.
inline constexpr update_symbol<leaf_kind::placeholder, "new_parameter"> new_parameter{};
/// The gradient of the loss, as the elements of a chain so far have changed it.
inline constexpr update_symbol<leaf_kind::placeholder, "gradient"> gradient{};
/// √(Σ gᵢ²) over the gradients of all parameters that are trained.
inline constexpr global_norm_symbol global_norm{};
/// A value of the parameter's shape that is kept from step to step, zero at first: in memory, of each parameter,
/// `NAME.first_moment`.
template <fixed_string Name>
inline constexpr update_symbol<leaf_kind::state, Name> state{};
/// A number that all parameters share and that is kept from step to step, zero at first.
template <fixed_string Name>
inline constexpr shared_state<Name> shared{};
/// How many steps were taken before this one: the state `optimizer.step`, an integer, counted where anything reads it.
inline constexpr step_symbol step{};
inline constexpr auto step_counter = step_symbol::counter;

}  // namespace update

/// A scalar of an optimizer and its value until the user sets another.
template <class Leaf>
struct hyperparameter {
  Leaf leaf;
  double initial;
};
template <class Leaf>
hyperparameter(Leaf, double) -> hyperparameter<Leaf>;  // clang deduces those of aggregates from 17 on

/// What stands for a scalar of an optimizer: a schedule of the learning rate.
template <class Leaf, class Value>
struct scheduled_as {
  Leaf leaf;
  Value value;
};
template <class Leaf, class Value>
scheduled_as(Leaf, Value) -> scheduled_as<Leaf, Value>;  // clang deduces those of aggregates from 17 on

}  // namespace tapeless
