// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/mentions.hpp"
#include "tapeless/target/current.hpp"
#include "tapeless/train/update.hpp"

#include <boost/hana/tuple.hpp>

#include <concepts>
#include <type_traits>

/// What can be said about the members of an optimizer.
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

/// Whether a symbol that belongs to one parameter stands in an expression.
template <class E>
constexpr bool mentions_a_parameter() {
  return expr::mentions<std::remove_const_t<decltype(update::parameter)>, E>() ||
         expr::mentions<std::remove_const_t<decltype(update::new_parameter)>, E>() ||
         expr::mentions<std::remove_const_t<decltype(update::gradient)>, E>();
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
