// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/graph/problem.hpp"
#include "tapeless/target/current.hpp"

#include <boost/hana/tuple.hpp>

#include <concepts>
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
/// 0 at the start. It is assigned once a step; every parameter's update sees the value from before it.
template <fixed_string Name>
struct shared_state : expr::traits<extents{}> {
  static constexpr leaf_kind kind = leaf_kind::state;
  static constexpr name identifier{"optimizer", Name.view()};
  static constexpr std::uint64_t fingerprint = leaf_fingerprint(identifier, kind, extents{});

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.leaf(kind, identifier, extents{});
  }
};

namespace update {

inline constexpr update_symbol<leaf_kind::parameter, "parameter"> parameter{};
inline constexpr update_symbol<leaf_kind::placeholder, "gradient"> gradient{};
template <fixed_string Name>
inline constexpr update_symbol<leaf_kind::state, Name> state{};
template <fixed_string Name>
inline constexpr shared_state<Name> shared{};

}  // namespace update

/// A scalar of an optimizer and its value until the user sets another.
template <class Leaf>
struct hyperparameter {
  Leaf leaf;
  double initial;
};
template <class Leaf>
hyperparameter(Leaf, double) -> hyperparameter<Leaf>;  // clang deduces those of aggregates from 17 on

}  // namespace tapeless

namespace tapeless::error {
template <class Type>
inline constexpr bool optimizer_without_states = false;
template <class Type>
inline constexpr bool optimizer_without_hyperparameters = false;
template <class Type>
inline constexpr bool optimizer_without_rule = false;
template <class Type>
inline constexpr bool rule_that_leaves_the_parameter = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

template <class E>
inline constexpr bool is_state_symbol = false;
template <fixed_string Name>
inline constexpr bool is_state_symbol<update_symbol<leaf_kind::state, Name>> = true;
template <class E>
inline constexpr bool is_hyperparameter = false;
template <class Leaf>
inline constexpr bool is_hyperparameter<hyperparameter<Leaf>> = true;
template <class E>
inline constexpr bool is_update = std::same_as<E, ill_formed>;  // which had its error
template <class Address>
inline constexpr bool had_an_error = false;
template <class... E>
inline constexpr bool had_an_error<boost::hana::tuple<E...> const*> = (std::same_as<E, ill_formed> || ...);
template <assignment_statement E>
inline constexpr bool is_update<E> = true;
template <class E>
inline constexpr bool is_update_of_shared = false;
template <fixed_string Name, class Value>
inline constexpr bool is_update_of_shared<assignment<shared_state<Name>, Value>> = true;
template <class E>
inline constexpr bool is_update_of_the_parameter = std::same_as<E, ill_formed>;
template <class Value>
inline constexpr bool is_update_of_the_parameter<assignment<std::remove_const_t<decltype(update::parameter)>, Value>> =
    true;

// of the address of a member: one that is not static, or a function, has another type
template <class Address>
inline constexpr bool are_states = false;
template <class... E>
inline constexpr bool are_states<boost::hana::tuple<E...> const*> = (is_state_symbol<E> && ...);
template <class Address>
inline constexpr bool are_hyperparameters = false;
template <class... E>
inline constexpr bool are_hyperparameters<boost::hana::tuple<E...> const*> = (is_hyperparameter<E> && ...);
template <class Address>
inline constexpr bool are_updates = false;
template <class... E>
inline constexpr bool are_updates<boost::hana::tuple<E...> const*> = (is_update<E> && ...);
template <class Address>
inline constexpr bool update_the_parameter = false;
template <class... E>
inline constexpr bool update_the_parameter<boost::hana::tuple<E...> const*> = (is_update_of_the_parameter<E> || ...);

/// It can be read while the program is compiled: constexpr, where `static inline const` looks the same.
template <auto const* Address>
concept constant_at = requires {
  typename std::bool_constant<(static_cast<void>(std::remove_cvref_t<decltype(*Address)>(*Address)), true)>;
};
template <class O>
concept has_states = requires {
  requires are_states<decltype(&O::states)> && constant_at<&O::states>;
};
template <class O>
concept has_hyperparameters = requires {
  requires are_hyperparameters<decltype(&O::hyperparameters)> && constant_at<&O::hyperparameters>;
};
template <class O>
concept has_rule = requires {
  requires are_updates<decltype(&O::rule)> && constant_at<&O::rule>;
};

/// An optimizer has three public static constants, each a `boost::hana::tuple`: `states`, the `update::state<"name">`
/// that its rule keeps; `hyperparameters`, a `hyperparameter{scalar, initial value}` for each scalar in its rule;
/// `rule`, assignments to `update::parameter`, to the states and to `update::shared<"name">`.
template <class O>
concept optimizer = has_states<O> && has_hyperparameters<O> && has_rule<O> &&
    update_the_parameter<decltype(&O::rule)> && !had_an_error<decltype(&O::rule)>;

/// Whether O is an optimizer, and one error that says which member it lacks.
template <class O>
constexpr bool optimizer_checked() {
  if constexpr (!has_states<O>)
    static_assert(
        error::optimizer_without_states<O>,
        "tapeless: an optimizer lists the memory that its rule keeps: static constexpr auto states = boost::hana::make_tuple(update::state<\"name\">, ...); make_tuple() for none");
  else if constexpr (!has_hyperparameters<O>)
    static_assert(
        error::optimizer_without_hyperparameters<O>,
        "tapeless: an optimizer lists the scalars of its rule and their initial values: static constexpr auto hyperparameters = boost::hana::make_tuple(hyperparameter{rate, 0.01}, ...); make_tuple() for none");
  else if constexpr (!has_rule<O>)
    static_assert(
        error::optimizer_without_rule<O>,
        "tapeless: an optimizer has a rule, a tuple of assignments: static constexpr auto rule = boost::hana::make_tuple(assign(update::parameter, update::parameter - rate * update::gradient), ...)");
  else if constexpr (!optimizer<O>)
    static_assert(had_an_error<decltype(&O::rule)> || error::rule_that_leaves_the_parameter<O>,
                  "tapeless: an optimizer's rule assigns to update::parameter, else nothing is learnt: "
                  "assign(update::parameter, update::parameter - rate * update::gradient)");
  return optimizer<O>;
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
