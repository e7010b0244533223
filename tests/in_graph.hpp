// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/lowered.hpp"

/// What the compiler makes of an expression, for tests of laws: every function is evaluated at compile time.
namespace in_graph {

using tapeless::op;
using tapeless::graph::id;

/// Whether two expressions are one node of one graph; nodes are hash-consed, so that is equality after simplification.
template <class Builder = tapeless::rules::simplifier, class A, class B>
consteval bool same(A const& a, B const& b) {
  Builder builder;
  id const first = a.lower(builder);
  return first == b.lower(builder);
}

/// The operation that an expression ends with.
template <class Builder = tapeless::rules::simplifier, class E>
consteval op root(E const& e) {
  Builder builder;
  return builder[e.lower(builder)].code;
}

/// How many nodes of one operation the graph of the expressions has, among those it needs.
template <class Builder = tapeless::rules::simplifier, class... E>
consteval std::uint32_t count(op code, E const&... e) {
  Builder builder;
  (builder.output(e.lower(builder)), ...);
  tapeless::graph::selection const needed(builder);
  std::uint32_t found = 0;
  for (id v = 0; v < builder.size(); ++v)
    found += needed.node_number[v] != tapeless::graph::none && builder[v].code == code ? 1u : 0u;
  return found;
}

/// How many nodes the graph of the expressions needs.
template <class Builder = tapeless::rules::simplifier, class... E>
consteval std::uint32_t nodes(E const&... e) {
  Builder builder;
  (builder.output(e.lower(builder)), ...);
  return tapeless::graph::selection(builder).count.nodes;
}

/// The first mistake that lowering finds.
template <class... Output>
consteval tapeless::graph::problem_kind problem(Output const&... each) {
  tapeless::rules::simplifier builder;
  (tapeless::rules::lower_output(builder, each), ...);
  if (builder.first_problem.kind != tapeless::graph::problem_kind::nothing) return builder.first_problem.kind;
  return tapeless::graph::mixed_batches(builder, tapeless::graph::selection(builder)).kind;
}

}  // namespace in_graph
