// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/operation.hpp"
#include "tapeless/meta/list.hpp"

#include <type_traits>

namespace tapeless {

template <fixed_string Name, class Function>
struct defined;

/// A named subexpression written in place; printing and errors use the name.
template <fixed_string Name, class Body>
struct named : expr::node<named<Name, Body>, Body::shape, Body> {
  Body body;

  constexpr explicit named(Body const& what)
      : named::node(fingerprint_of(fingerprint_tag::definition, meta::hash(Name.view()), what.fingerprint)),
        body(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return builder.give_name(name(Name.view()), this->fingerprint, body.lower(builder));
  }
};

namespace expr {

/// A definition with a lambda that is still to be lowered, without its type.
template <class Builder>
struct pending_definition {
  std::uint64_t fingerprint;
  void (*push_operands)(meta::list<pending_definition>& stack);
  void (*lower)(Builder& builder);
  bool waits_for_operands = false;
};

/// The definitions that a node stands on, without those that they stand on.
template <class Builder>
constexpr void push_definitions(meta::list<pending_definition<Builder>>&, void const*) {}
template <class Builder, class Node, extents Shape, class... Operands>
constexpr void push_definitions(meta::list<pending_definition<Builder>>& stack, node<Node, Shape, Operands...> const*) {
  if constexpr (Node::keeps_surroundings) (push_definitions(stack, static_cast<Operands const*>(nullptr)), ...);
}
template <class Builder, fixed_string Name, class Function>
constexpr void push_definitions(meta::list<pending_definition<Builder>>& stack, defined<Name, Function> const*) {
  using body_type = typename defined<Name, Function>::body_type;
  stack.push_back({defined<Name, Function>::fingerprint,
                   [](auto& operands) { push_definitions(operands, static_cast<body_type const*>(nullptr)); },
                   [](Builder& builder) { defined<Name, Function>{}.lower(builder); }});
}

/// Lowers the definitions that an expression stands on, first those without any: a recurrence of any length is as deep
/// as one step. (Recursion would take 16 of the 512 frames of a constant expression for each step of a GRU.)
template <class Builder, class E>
constexpr void lower_definitions_of(Builder& builder) {
  meta::list<pending_definition<Builder>> stack;
  push_definitions(stack, static_cast<E const*>(nullptr));
  while (stack.size() != 0) {
    pending_definition<Builder> const next = stack.back();
    if (builder.recall(next.fingerprint) != Builder::none) {
      stack.pop_back();
    } else if (next.waits_for_operands) {
      stack.pop_back();
      next.lower(builder);
    } else {
      stack.back().waits_for_operands = true;
      next.push_operands(stack);
    }
  }
}

}  // namespace expr

/// A subexpression behind a captureless function. Its type is the function's and does not grow with what stands inside,
/// so a deep network of definitions has short types; it is lowered once however often it is used.
template <fixed_string Name, class Function>
struct defined : expr::traits_of<decltype(Function{}())> {
  using body_type = decltype(Function{}());
  static constexpr std::uint64_t fingerprint =
      fingerprint_of(fingerprint_tag::definition, meta::hash(Name.view()), Function{}().fingerprint);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    expr::lower_definitions_of<Builder, body_type>(builder);
    return builder.remember(fingerprint,
                            builder.give_name(name(Name.view()), fingerprint, Function{}().lower(builder)));
  }
};

namespace error {
template <class Bytes>
inline constexpr bool expression_holds_too_many_copies = false;
template <std::size_t Count>
struct bytes_of;
}  // namespace error

namespace expr {
/// An expression holds its operands, and what is used twice twice: a step that uses the one before five times is five
/// times as large. From about this size on, in bytes, compilers take minutes.
inline constexpr std::size_t most_bytes = 1 << 16;
}  // namespace expr

/// `define<"h">(tanh(W * x + b))`: the expression, with a name. `define<"h">([] { return tanh(W * x + b); })`: the same
/// with a type that stays short; write it `inline constexpr` at namespace scope, where the lambda has one type in every
/// translation unit.
template <fixed_string Name = "", class E>
constexpr auto define(E const& e) {
  if constexpr (std::is_same_v<E, ill_formed>) {
    return ill_formed{};
  } else if constexpr (expression<E> && sizeof(E) > expr::most_bytes) {
    static_assert(
        error::expression_holds_too_many_copies<error::bytes_of<sizeof(E)>>,
        "tapeless: an expression holds a copy of what it uses for each use, see bytes_of<count>: define it with a lambda, define<name>([] { return ...; }), which holds none");
    return ill_formed{};
  } else if constexpr (expression<E>) {
    return named<Name, E>(e);
  } else {
    static_assert(std::is_empty_v<E>, "tapeless: define takes an expression or a lambda without captures");
    if constexpr (std::is_same_v<decltype(E{}()), ill_formed>) {
      return ill_formed{};
    } else {
      return defined<Name, E>{};
    }
  }
}

/// The same with a number in the name, for what is written in a loop of templates: `define<"h", I>(…)` is named `h12`
/// where I is 12. An unrolled recurrence is a variable template of lambdas, whose types do not hold the steps before:
///
///     template <std::uint32_t I>
///     constexpr auto h = define<"h", I>([] { return tanh(W * h<I - 1> + U * x<I>); });
template <fixed_string Name, std::uint32_t Number, class E>
constexpr auto define(E const& e) {
  return define<numbered<Name, Number>()>(e);
}

}  // namespace tapeless
