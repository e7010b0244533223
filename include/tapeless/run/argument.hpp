// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/node.hpp"
#include "tapeless/run/binding.hpp"
#include "tapeless/run/constants.hpp"

#include <type_traits>

/// What the arguments of a run are: stores, data, scalars.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

template <class B>
concept store_argument = requires {
  typename std::remove_const_t<B>::layout;
};
template <leaf_kind Kind, class B>
inline constexpr bool is_store_of = false;
template <leaf_kind Kind, store_argument B>
inline constexpr bool is_store_of<Kind, B> = std::remove_const_t<B>::kind == Kind;
template <class B>
concept data_argument = requires {
  std::remove_const_t<B>::sample_size;
};
template <class B>
concept leaf_argument = requires {
  typename std::remove_const_t<B>::leaf;
};

/// Data for an input of integers.
template <class B>
inline constexpr bool is_integers = false;
template <leaf_argument B>
inline constexpr bool is_integers<B> = requires {
  typename std::remove_const_t<B>::leaf::integer;
};

/// A set of named scalars, e.g. the hyperparameters of an optimizer.
template <class B>
concept scalar_set_argument = requires(name const& wanted) {
  std::remove_const_t<B>::find(wanted);
  std::remove_const_t<B>::names;
};

template <class B>
concept run_argument = store_argument<B> || leaf_argument<B> || scalar_set_argument<B> || constants_argument<B>;

/// Whether binding B serves a leaf.
template <class B>
constexpr bool serves(graph::leaf_info const& info) {
  if constexpr (scalar_set_argument<B>) {
    return info.kind == leaf_kind::scalar &&
           std::remove_const_t<B>::find(info.identifier) < std::remove_const_t<B>::count;
  } else if constexpr (store_argument<B>) {
    return std::remove_const_t<B>::kind == info.kind;
  } else if constexpr (constants_argument<B>) {
    return info.kind == leaf_kind::parameter && std::remove_const_t<B>::holds(info.identifier, info.shape);
  } else if constexpr (leaf_argument<B>) {
    using leaf = typename std::remove_const_t<B>::leaf;
    return leaf::kind == info.kind && leaf::identifier == info.identifier;
  } else {
    return false;
  }
}

/// A binding that a program may do without, and a store that holds nothing.
template <class B>
constexpr bool is_optional() {
  if constexpr (requires { std::remove_const_t<B>::is_optional; } || scalar_set_argument<B> || constants_argument<B>) {
    return true;
  } else if constexpr (store_argument<B>) {
    return std::remove_const_t<B>::layout::count == 0;
  } else {
    return false;
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
