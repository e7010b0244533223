// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/rule.hpp"

#include <concepts>
#include <type_traits>

/// What may stand in a chain of optimizers, and what it says about itself.
///
/// An element is an optimizer, or a type with some of these public static constants: `gradient`, an expression that
/// takes the place of update::gradient for the elements after it; `scheduled`, a tuple of `scheduled_as{scalar,
/// expression}`, what stands for scalars in the elements after it; `rule`, assignments to states and to
/// update::parameter, there with update::new_parameter, what it became so far; `applies`, an expression: where it is
/// not above 0, the elements after it change nothing in this step; `states` and `hyperparameters` as an optimizer has
/// them.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What an element says about itself, with what it leaves out.
template <class Element>
constexpr auto states_of() {
  if constexpr (requires { Element::states; })
    return Element::states;
  else
    return boost::hana::make_tuple();
}
template <class Element>
constexpr auto scheduled_by() {
  if constexpr (requires { Element::scheduled; })
    return Element::scheduled;
  else
    return boost::hana::make_tuple();
}
template <class Element>
constexpr auto rule_of() {
  if constexpr (requires { Element::rule; })
    return Element::rule;
  else
    return boost::hana::make_tuple();
}
template <class Element>
constexpr auto hyperparameters_of() {
  if constexpr (requires { Element::hyperparameters; })
    return Element::hyperparameters;
  else
    return boost::hana::make_tuple();
}

template <class Type, class Tuple>
inline constexpr bool is_among = false;
template <class Type, class... Each>
inline constexpr bool is_among<Type, boost::hana::tuple<Each...>> = (std::same_as<Type, Each> || ...);

template <class Leaf>
inline constexpr bool is_scalar_leaf = std::same_as<Leaf, step_symbol>;
template <fixed_string Name>
inline constexpr bool is_scalar_leaf<leaf<leaf_kind::scalar, Name, extents{}>> = true;

template <class Tuple>
inline constexpr bool are_schedules = false;
template <class... Leaf, class... Value>
inline constexpr bool are_schedules<boost::hana::tuple<scheduled_as<Leaf, Value>...>> = ((is_scalar_leaf<Leaf> &&
                                                                                          expression<Value>)&&...);
template <class E>
concept changes_the_gradient = requires {
  requires expression<std::remove_cvref_t<decltype(E::gradient)>>;
  requires constant_at<&E::gradient>;
};
template <class E>
concept changes_scalars = requires {
  requires are_schedules<std::remove_cvref_t<decltype(E::scheduled)>> && constant_at<&E::scheduled>;
};
template <class E>
concept changes_nothing_at_times = requires {
  requires expression<std::remove_cvref_t<decltype(E::applies)>>;
  requires constant_at<&E::applies>;
};

/// Whether a symbol stands in what an element says.
template <class Symbol, class... Target, class... Value>
constexpr bool mentions_one(boost::hana::tuple<assignment<Target, Value>...> const*) {
  return (expr::mentions<Symbol, Value>() || ...);
}
template <class Symbol, class... Leaf, class... Value>
constexpr bool mentions_one(boost::hana::tuple<scheduled_as<Leaf, Value>...> const*) {
  return (expr::mentions<Symbol, Value>() || ...);
}
template <class Symbol>
constexpr bool mentions_one(boost::hana::tuple<> const*) {
  return false;
}
template <class Element, class Symbol>
constexpr bool mentioned_by() {
  using rule = decltype(rule_of<Element>());
  using schedule = decltype(scheduled_by<Element>());
  bool found = mentions_one<Symbol>(static_cast<rule const*>(nullptr)) ||
               mentions_one<Symbol>(static_cast<schedule const*>(nullptr));
  if constexpr (changes_the_gradient<Element>)
    found = found || expr::mentions<Symbol, std::remove_const_t<decltype(Element::gradient)>>();
  if constexpr (changes_nothing_at_times<Element>)
    found = found || expr::mentions<Symbol, std::remove_const_t<decltype(Element::applies)>>();
  return found;
}

template <class Element>
constexpr bool reads_gradients() {
  return mentioned_by<Element, std::remove_const_t<decltype(update::gradient)>>() ||
         mentioned_by<Element, global_norm_symbol>();
}

/// What may stand in a chain, but for chain, only and freeze.
template <class E>
concept chain_element = (changes_the_gradient<E> || changes_scalars<E> || changes_nothing_at_times<E> ||
                         has_rule<E>)&&(has_rule<E> || !requires { E::rule; }) &&
                        (has_states<E> || !requires { E::states; }) &&
                        (has_hyperparameters<E> || !requires { E::hyperparameters; });

template <class E>
constexpr bool is_optimizer_rule() {
  if constexpr (has_rule<E>) return update_the_parameter<decltype(&E::rule)>;
  return false;
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
