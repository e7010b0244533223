// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/acceptance.hpp"

#include <type_traits>

/// What a program does with a binding, known from their types.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

template <class Source>
inline constexpr std::uint32_t leaf_count_of = rules::lowered<Source>.size.leaves;

/// The number of the leaf that a binding serves, or `leaf_count_of<Source>`: the laws may have removed it.
template <class Source, class Binding>
constexpr std::uint32_t leaf_of() {
  std::uint32_t l = 0;
  while (l < leaf_count_of<Source> && !serves<Binding>(rules::lowered<Source>.leaves[l])) ++l;
  return l;
}
/// The same of number I of a set of scalars.
template <class Source, std::size_t I, class Binding>
inline constexpr std::uint32_t scalar_of = first_leaf<Source>([](graph::leaf_info const& info) {
  return info.kind == leaf_kind::scalar && info.identifier == std::remove_const_t<Binding>::names[I];
});

/// The address of the data of an input as it is kept for a run; integers are told by their leaf
/// (step_at::bound_integers).
template <class T, class Source, std::uint32_t Leaf, class Number>
TAPELESS_FORCE_INLINE inline T const* address_in(Number const* first) {
  if constexpr (rules::lowered<Source>.leaves[Leaf].format != data_format::of_program) {
    return reinterpret_cast<T const*>(first);
  } else {
    return first;
  }
}

template <class Source, class Binding>
constexpr bool is_read() {
  if constexpr (leaf_argument<Binding>) return leaf_of<Source, Binding>() < leaf_count_of<Source>;
  return false;
}
/// Whether the data of a binding has to be right: that of all leaves that were written. A program that reads no sample
/// (the sum of a label is 1) still counts them, batch_sum does; and a label that is no class is a mistake whatever the
/// laws make of it.
template <class Source, class Binding>
constexpr bool is_looked_at() {
  if constexpr (data_argument<Binding>) {
    for (graph::leaf_info const& info : rules::lowered<Source>.unread)
      if (serves<Binding>(info)) return true;
  }
  return data_argument<Binding> && is_read<Source, Binding>();
}
template <class Source, class Binding>
constexpr bool has_labels() {
  if constexpr (is_looked_at<Source, Binding>()) return Binding::leaf::kind == leaf_kind::label;
  return false;
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
