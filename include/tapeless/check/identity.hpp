// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/expr/operation.hpp"
#include "tapeless/rules/cost.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/run/verdict.hpp"

/// What can be said about expressions without computing them, for static_assert:
///
///     static_assert(equal<grad(x * x, x), 2 * x>);
///     static_assert(flops<loss, grad(loss, W)> <= 4 * flops<loss>);
namespace tapeless {

namespace check {

/// Expressions as template arguments by value, so that they may be written in place.
template <auto... Outputs>
struct written {
  template <class B>
  static constexpr void lower(B& b) {
    (rules::lower_output(b, Outputs), ...);
  }
};

/// The graph of some expressions; one error where it has values that are too large to be counted.
template <class Source>
constexpr auto const& counted() {
  static_assert(run::verdict<Source>::countable() || true);
  return rules::lowered<Source>;
}

template <auto A, auto B>
consteval bool one_node() {
  rules::simplifier builder;
  graph::id const first = A.lower(builder);
  return first == B.lower(builder);
}

}  // namespace check

/// Floating-point operations of one run that computes all of these, each common subexpression once (rules/cost.hpp says
/// what counts).
template <auto... E>
inline constexpr std::uint64_t flops = rules::flops_of(graph::view_of(check::counted<check::written<E...>>()));

/// How many nodes the simplified graph of all of these has, leaves and constants included.
template <auto... E>
inline constexpr std::uint32_t node_count =
    std::remove_cvref_t<decltype(check::counted<check::written<E...>>())>::size.nodes;

/// Whether two expressions are the same graph after simplification. True is a proof that they are equal as functions
/// (up to rounding); false says only that the laws do not show it.
template <auto A, auto B>
inline constexpr bool equal = check::one_node<A, expr::lift(B)>();

}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
