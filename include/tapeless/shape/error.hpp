// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/extents.hpp"

#include <cstdint>

/// What a compile-time error shows: each rule is a constant `false` whose template arguments carry the numbers, so that
/// both compilers print rule and numbers next to the message of the static_assert.
namespace tapeless::error {

template <std::uint32_t Rows, std::uint32_t Columns>
struct left;
template <std::uint32_t Rows, std::uint32_t Columns>
struct right;
template <std::uint32_t Rows, std::uint32_t Columns>
struct shape_of;
template <std::uint32_t Samples>
struct batch_of;

template <std::uint64_t Elements>
struct elements;
template <std::uint64_t Elements>
struct at_most;

template <class Shape, class Most>
inline constexpr bool not_countable = false;
template <class Shape, class Batch, class Most>
inline constexpr bool too_many_elements_in_a_batch = false;
template <class Needed, class Most>
inline constexpr bool too_many_elements = false;
template <class Symbol>
inline constexpr bool rule_is_not_for_every_shape = false;
template <bool... IsSymbol>
struct parameter_of_any_shape;  ///< stands for an optimizer's symbol
template <class Left, class Right>
inline constexpr bool shapes_differ = false;
template <class Left, class Right>
inline constexpr bool product_inner_dimensions_differ = false;
template <class Left, class Right>
inline constexpr bool product_of_two_vectors = false;
template <class Left, class Right>
inline constexpr bool batches_differ = false;
template <class Shape>
inline constexpr bool needs_a_vector = false;
template <class Shape, class Batch>
inline constexpr bool gradient_of_a_non_scalar = false;
template <class Shape>
inline constexpr bool expression_as_an_argument = false;
template <class Batch>
inline constexpr bool batch_within_a_batch = false;
template <class Shape>
inline constexpr bool no_batch_axis = false;
template <class Leaf, class Batch>
inline constexpr bool assigned_value_has_a_batch_axis = false;
template <class Leaf, class Value>
inline constexpr bool assigned_shapes_differ = false;

}  // namespace tapeless::error
