// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/chain.hpp"

namespace tapeless::error {
template <class Type>
inline constexpr bool optimizer_without_states = false;
template <class Type>
inline constexpr bool optimizer_without_hyperparameters = false;
template <class Type>
inline constexpr bool optimizer_without_rule = false;
template <class Type>
inline constexpr bool rule_that_leaves_the_parameter = false;
template <class Type>
inline constexpr bool no_element_of_a_chain = false;
template <class Type>
inline constexpr bool no_group_of_parameters = false;
template <class Schedule>
inline constexpr bool scheduled_scalar_that_nothing_reads = false;
template <class Chain>
inline constexpr bool chain_without_an_optimizer = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// An optimizer has three public static constants, each a `boost::hana::tuple`: `states`, the `update::state<"name">`
/// that its rule keeps; `hyperparameters`, a `hyperparameter{scalar, initial value}` for each scalar in its rule;
/// `rule`, assignments to `update::parameter`, to the states and to `update::shared<"name">`.
/// Or it is a chain of elements that fit, of which at least one is an optimizer.
template <class O>
concept optimizer = (has_states<O> && has_hyperparameters<O> && has_rule<O> &&
                     update_the_parameter<decltype(&O::rule)> && !had_an_error<decltype(&O::rule)>) ||
                    (is_sequence<O> && decltype(O::fault())::kind == chain_fault::none && O::trains());

/// One error about a chain that is none.
template <class Chain, class Fault = decltype(Chain::fault())>
constexpr void chain_checked() {
  if constexpr (Fault::kind == chain_fault::no_element)
    static_assert(
        error::no_element_of_a_chain<typename Fault::type>,
        "tapeless: an element of a chain is an optimizer or a type with some of: static constexpr auto gradient = an expression of update::gradient; scheduled = boost::hana::make_tuple(scheduled_as{scalar, expression}, ...); rule = boost::hana::make_tuple(assign(...), ...); states and hyperparameters as an optimizer has them");
  else if constexpr (Fault::kind == chain_fault::no_group)
    static_assert(
        error::no_group_of_parameters<typename Fault::type>,
        "tapeless: a group of parameters is group::matrices, group::in_scope<\"net.0\">, group::named<\"bias\">, group::leaves<W>, group::except<...>, or a type with static constexpr bool selects(name const&, extents)");
  else if constexpr (Fault::kind == chain_fault::schedule_that_nothing_reads)
    static_assert(
        error::scheduled_scalar_that_nothing_reads<typename Fault::type>,
        "tapeless: a schedule stands before the elements whose scalar it changes, chain<schedule::cosine, adam>; nothing after this one has such a scalar");
  else
    static_assert(
        Chain::trains() || error::chain_without_an_optimizer<Chain>,
        "tapeless: a chain has an optimizer among its elements, chain<clip_by_global_norm, adam>, else nothing "
        "is learnt");
}

/// Whether O is an optimizer, and one error that says which member it lacks.
template <class O>
constexpr bool optimizer_checked() {
  if constexpr (is_sequence<O>)
    chain_checked<O>();
  else if constexpr (!has_states<O>)
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
