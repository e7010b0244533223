// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/binding.hpp"

/// What `bind` is given that no other overload takes: one error that says what is bound to what.
namespace tapeless::error {

template <class Leaf>
inline constexpr bool bound_what_a_store_holds = false;
template <class Expression>
inline constexpr bool bound_what_is_no_leaf = false;
template <class Leaf>
inline constexpr bool bound_the_wrong_way_round = false;
template <class Data>
inline constexpr bool bound_by_name = false;
template <class Leaf, class Given>
inline constexpr bool bound_to_no_range = false;
template <class Leaf, class Given>
inline constexpr bool bound_to_no_number = false;

}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// What stands for a binding after one error.
struct misbinding {
  static constexpr bool had_its_error = true;
};

/// A leaf in an error: by its name, or by its type where the name is a value, a layer's.
template <class Leaf>
struct shown_leaf {
  using type = Leaf;
};
template <class Leaf>
  requires std::is_empty_v<Leaf>
struct shown_leaf<Leaf> {
  using type = error::named_as<leaf_name<Leaf>>;
};

template <class Data>
inline constexpr bool is_number = std::is_arithmetic_v<std::remove_cvref_t<Data>>;

/// Whether one of the other overloads takes what is given for a leaf of this kind.
template <class Data>
constexpr bool may_be_bound(leaf_kind kind) {
  switch (kind) {
  case leaf_kind::input: return spanned<std::remove_reference_t<Data>>;
  case leaf_kind::label: return spanned<std::remove_reference_t<Data>> || is_number<Data>;
  case leaf_kind::scalar: return is_number<Data>;
  case leaf_kind::parameter:
  case leaf_kind::state: return has_known_size<Data>;
  case leaf_kind::placeholder: break;
  }
  return false;
}
template <class L, class Data>
inline constexpr bool is_bindable = false;
template <leaf_expression L, class Data>
inline constexpr bool is_bindable<L, Data> = may_be_bound<Data>(L::kind);

}  // namespace run

template <expression L, class Data, class... Options>
  requires(!any_ill_formed<L> && !run::is_bindable<L, Data>)
constexpr auto bind(L const&, Data&&, Options&&...) {
  using given = std::remove_cvref_t<Data>;
  if constexpr (!leaf_expression<L>) {
    static_assert(
        error::bound_what_is_no_leaf<L>,
        "tapeless: bind gives data to a leaf, an input, a label or a scalar; an expression is computed from them");
  } else if constexpr (L::kind == leaf_kind::parameter || L::kind == leaf_kind::state) {
    static_assert(
        error::bound_what_a_store_holds<typename run::shown_leaf<L>::type>,
        "tapeless: a parameter or a state is not bound: its values live in a store, program::parameters or program::state, which run takes as it is; store[leaf] is a view to fill, initialize fills all; evaluate takes bind(leaf, std::array{numbers})");
  } else if constexpr (L::kind == leaf_kind::scalar) {
    static_assert(error::bound_to_no_number<typename run::shown_leaf<L>::type, given>,
                  "tapeless: a scalar is bound to one number; see bound_to_no_number<name, given>");
  } else {
    static_assert(
        error::bound_to_no_range<typename run::shown_leaf<L>::type, given>,
        "tapeless: data is a vector, an array or a span of numbers: std::span(pointer, count), std::array{number}; see bound_to_no_range<name, given>");
  }
  return run::misbinding{};
}

/// By name.
template <std::size_t Length, class Data, class... Options>
constexpr auto bind(char const (&)[Length], Data&&, Options&&...) {
  static_assert(error::bound_by_name<Data>,
                "tapeless: bind(leaf, data): the leaf itself, tl::input<\"x\", 4>, not its name");
  return run::misbinding{};
}

/// The data first. (Forwarding references, as in the other overloads: std::bind is found for a std::vector too.)
template <class Data, class L, class... Options>
  requires(!expression<std::remove_cvref_t<Data>> && leaf_expression<std::remove_cvref_t<L>>)
constexpr auto bind(Data&&, L&&, Options&&...) {
  static_assert(error::bound_the_wrong_way_round<typename run::shown_leaf<std::remove_cvref_t<L>>::type>,
                "tapeless: bind(leaf, data): the leaf comes first");
  return run::misbinding{};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
