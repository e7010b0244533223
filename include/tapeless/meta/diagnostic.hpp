// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/name.hpp"

#include <utility>

/// Names in compile-time errors. clang 14 prints a string argument as a list of numbers, so names travel as characters.
namespace tapeless::error {

template <char... Characters>
struct named;

template <auto const& Name, class Positions>
struct spelled;
template <auto const& Name, std::size_t... I>
struct spelled<Name, std::index_sequence<I...>> {
  using type = named<Name.text[I]...>;
};

/// `error::named<'W', '1'>` of a `name` constant.
template <auto const& Name>
using named_as = typename spelled<Name, std::make_index_sequence<Name.length>>::type;

/// The names there are, where one was misspelt.
template <class... Names>
struct one_of;

template <class Leaf, class Known>
inline constexpr bool unknown_leaf = false;
template <class Leaf>
inline constexpr bool missing_binding = false;
template <class Leaf, class Binding>
inline constexpr bool missing_binding_beside = false;
template <class Leaf>
inline constexpr bool bound_twice = false;
template <class What>
inline constexpr bool binding_nobody_needs = false;
template <class Leaf, class Bound, class Needed>
inline constexpr bool bound_to_another_shape = false;
template <class Leaf>
inline constexpr bool missing_in_store = false;
template <class Leaf, std::size_t Needed, std::size_t Given>
inline constexpr bool bound_to_wrong_size = false;
struct store;  ///< stands for a store where a binding has a name
template <class What, class Given, class Needed>
inline constexpr bool bound_to_another_type = false;
template <class Argument>
inline constexpr bool no_binding = false;
template <class Element>
inline constexpr bool run_without_memory = false;
template <class Element>
inline constexpr bool memory_is_not_first = false;
template <class Element>
inline constexpr bool memory_of_another_type = false;
template <class Leaf>
inline constexpr bool data_does_not_outlive_the_binding = false;
template <class List>
inline constexpr bool row_list_does_not_outlive_the_binding = false;
template <class Number>
inline constexpr bool row_list_of_another_type = false;
template <class... Options>
inline constexpr bool wrong_options = false;
template <class Shape>
inline constexpr bool no_output_of_the_program = false;
template <class Leaf, class Known>
inline constexpr bool unknown_hyperparameter = false;
template <class Leaf, class Known>
inline constexpr bool scalar_without_a_value = false;
template <class Element>
inline constexpr bool element_type = false;
template <class... Bindings>
inline constexpr bool evaluated_in_no_type = false;
template <class Leaf>
inline constexpr bool assigned_to_a_constant_leaf = false;
template <class Symbol>
inline constexpr bool assigned_to_the_gradient = false;
template <class Leaf>
inline constexpr bool gradient_with_respect_to_a_label = false;
template <class Leaf>
inline constexpr bool assigned_to_a_constant_store = false;
template <class Leaf, class First, class Second>
inline constexpr bool one_name_two_leaves = false;
template <class Definition>
inline constexpr bool one_name_two_definitions = false;
template <class First, class Second>
inline constexpr bool one_scope_two_networks = false;
template <class Leaf>
inline constexpr bool inside_and_outside_a_batch = false;
template <class First, class Second>
inline constexpr bool two_batch_sizes = false;
template <class Leaf>
inline constexpr bool assigned_twice = false;
template <class Group>
inline constexpr bool group_without_parameters = false;
template <class Element>
inline constexpr bool element_behind_its_optimizer = false;
template <class Source>
inline constexpr bool nothing_is_trained = false;
template <class Source>
inline constexpr bool nothing_is_frozen = false;
template <class Leaf>
inline constexpr bool kept_value_of_a_batch = false;
template <class Shape>
inline constexpr bool statistic_outside_of_a_batch = false;
template <class Symbol>
inline constexpr bool symbol_without_a_place = false;
template <class Primitive>
inline constexpr bool no_forward_mode = false;
template <class Variable, class Shape>
inline constexpr bool derivative_by_what_is_absent = false;
template <class Shape>
inline constexpr bool derivative_by_an_expression_that_is_absent = false;
template <class Shape>
inline constexpr bool derivative_in_two_modes = false;

}  // namespace tapeless::error
