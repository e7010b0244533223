// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/chain_element.hpp"
#include "tapeless/train/parameter_group.hpp"

#include <boost/hana/fold_left.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

/// Optimizers put together, as Optax does it. All of it is expressions, fused with the backward pass as an optimizer's
/// rule is.
namespace tapeless {

namespace optimizer {

/// An optimizer and what stands around it: `chain<clip_by_global_norm, schedule::cosine, adam>`. The elements of a
/// chain act in order on each parameter, on its gradient, on the scalars of what follows, and on what the parameter
/// becomes.
template <class... Elements>
struct chain;

/// The elements, for the parameters of the group alone: `chain<adam, only<group::matrices, decoupled_weight_decay>>`.
/// Parameters for which no element is an optimizer are not trained.
template <class Group, class... Elements>
struct only;

/// Parameters that the elements after it leave alone: without gradient, state and update. They do not count among the
/// gradients of a global norm. It stands before their optimizer; behind it, it is an error.
template <class Group>
struct freeze;

}  // namespace optimizer

inline namespace TAPELESS_TARGET {
namespace train {

// Written out: with hana::append, all headers take g++ 3 MB more to compile, of 116.
template <class List, class Last>
constexpr auto with_last(List const& list, Last const& last) {
  return boost::hana::unpack(list, [&](auto const&... each) { return boost::hana::make_tuple(each..., last); });
}
/// The first list and what only the second has.
template <class First, class Second>
constexpr auto merged(First const& first, Second const& second) {
  return boost::hana::fold_left(second, first, []<class Sum, class Each>(Sum const& sum, Each const& each) {
    if constexpr (is_among<Each, Sum>)
      return sum;
    else
      return train::with_last(sum, each);
  });
}
template <class Scalar, class Tuple>
inline constexpr bool is_scheduled = false;
template <class Scalar, class... Leaf, class... Value>
inline constexpr bool is_scheduled<hyperparameter<Scalar>, boost::hana::tuple<scheduled_as<Leaf, Value>...>> =
    ((std::same_as<Scalar, Leaf> && !expr::mentions<Leaf, Value>()) || ...);
/// The scalars of `list` but for those that a schedule stands for; one that stands in its own schedule stays.
template <class List, class Scheduled>
constexpr auto unscheduled(List const& list, Scheduled const&) {
  return boost::hana::fold_left(list, boost::hana::make_tuple(),
                                []<class Sum, class Each>(Sum const& sum, Each const& each) {
                                  if constexpr (is_scheduled<Each, Scheduled>)
                                    return sum;
                                  else
                                    return train::with_last(sum, each);
                                });
}

/// A chain, `only`, or a type that derives from one: `struct how : optimizer::chain<...> {}` has a short name, which
/// stands in every symbol of a trainer.
template <class... Elements>
constexpr void take_sequence(optimizer::chain<Elements...> const*);
template <class Element>
inline constexpr bool is_sequence = requires(Element const* element) {
  train::take_sequence(element);
};
template <class Element>
inline constexpr bool is_freeze = false;
template <class Group>
inline constexpr bool is_freeze<optimizer::freeze<Group>> = true;

template <class Group>
concept parameter_group = requires(name const& identifier, extents shape) {
  { Group::selects(identifier, shape) } -> std::same_as<bool>;
};

/// The scalars that a sequence of elements has, each once, without those that a schedule stands for.
template <class... Elements>
struct elements_in_order {
  static constexpr auto hyperparameters = boost::hana::make_tuple();
};
template <class First, class... Rest>
struct elements_in_order<First, Rest...> {
  static constexpr auto hyperparameters = merged(
      hyperparameters_of<First>(), unscheduled(elements_in_order<Rest...>::hyperparameters, scheduled_by<First>()));
};

template <class Schedules, class Hyperparameters>
inline constexpr bool has_scheduled = false;
template <class... Leaf, class... Value, class Hyperparameters>
inline constexpr bool has_scheduled<boost::hana::tuple<scheduled_as<Leaf, Value>...>, Hyperparameters> =
    ((std::same_as<Leaf, step_symbol> || is_among<hyperparameter<Leaf>, Hyperparameters>)&&...);

template <class E>
constexpr bool trains() {
  if constexpr (is_sequence<E>)
    return E::trains();
  else
    return is_optimizer_rule<E>();
}

/// What is wrong with a chain, and with which type in it; said by `optimizer_checked`, which is near the user's line.
enum class chain_fault : std::uint8_t { none, no_element, no_group, schedule_that_nothing_reads };
template <chain_fault Kind, class Type = void>
struct fault_of {
  static constexpr chain_fault kind = Kind;
  using type = Type;
};
using no_fault = fault_of<chain_fault::none>;

template <class E>
constexpr auto element_fault() {
  if constexpr (is_sequence<E> || is_freeze<E>) {
    return E::fault();
  } else if constexpr (chain_element<E>) {
    return no_fault{};
  } else {
    return fault_of<chain_fault::no_element, E>{};
  }
}
/// A schedule stands for a scalar of something after it. (One within a group may stand for what is after the group.)
template <class First, class... Rest>
constexpr bool schedules_something() {
  if constexpr (changes_scalars<First>)
    return has_scheduled<std::remove_cvref_t<decltype(First::scheduled)>,
                         std::remove_cvref_t<decltype(elements_in_order<Rest...>::hyperparameters)>>;
  return true;
}
template <bool IsWhole>
constexpr auto first_fault() {
  return no_fault{};
}
template <bool IsWhole, class First, class... Rest>
constexpr auto first_fault() {
  if constexpr (decltype(element_fault<First>())::kind != chain_fault::none) {
    return element_fault<First>();
  } else if constexpr (IsWhole && !schedules_something<First, Rest...>()) {
    return fault_of<chain_fault::schedule_that_nothing_reads, First>{};
  } else {
    return first_fault<IsWhole, Rest...>();
  }
}
template <class Group>
constexpr auto group_fault() {
  if constexpr (parameter_group<Group>)
    return no_fault{};
  else
    return fault_of<chain_fault::no_group, Group>{};
}

}  // namespace train
}  // namespace TAPELESS_TARGET

namespace optimizer {

template <class... Elements>
struct chain {
  static constexpr auto states = boost::hana::make_tuple();  // those of its elements
  static constexpr auto hyperparameters = train::elements_in_order<Elements...>::hyperparameters;

  static constexpr bool trains() { return (train::trains<Elements>() || ...); }
  static constexpr auto fault() { return train::first_fault<true, Elements...>(); }
};

template <class Group, class... Elements>
struct only : chain<Elements...> {
  using group = Group;
  static constexpr auto fault() {
    if constexpr (train::parameter_group<Group>)
      return train::first_fault<false, Elements...>();
    else
      return train::group_fault<Group>();
  }
};

template <class Group>
struct freeze {
  using group = Group;
  static constexpr auto fault() { return train::group_fault<Group>(); }
};

}  // namespace optimizer
}  // namespace tapeless
