// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/hana/basic_tuple.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/unpack.hpp>

/// The part of a program that its derivatives are derivatives of.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Calls visit(part) for the expressions that one is made of.
template <class E, class Visit>
constexpr void for_parts(E const& e, Visit const& visit) {
  if constexpr (requires { e.operands; }) {
    boost::hana::unpack(e.operands, [&](auto const&... operand_each) { (visit(operand_each), ...); });
  } else if constexpr (requires { e.body; }) {
    visit(e.body);
  } else if constexpr (requires { e.f; }) {
    visit(e.f);
  } else if constexpr (requires { e.x; }) {
    visit(e.x);
  }
}
template <fixed_string Name, class Function, class Visit>
constexpr void for_parts(defined<Name, Function> const&, Visit const& visit) {
  visit(Function{}());
}

/// The same, with the builder within the batch that stands around them.
template <class B, class E, class Visit>
constexpr void for_parts_in(B&, E const& e, Visit const& visit) {
  for_parts(e, visit);
}
template <class B, std::uint32_t Samples, class Body, class Visit>
constexpr void for_parts_in(B& b, batched<Samples, Body> const& e, Visit const& visit) {
  (void)b.within_batch(Samples, [&] { return visit(e.body), graph::none; });
}

/// Whether grad, jvp, vjp or the like stands somewhere in the expression.
template <class E>
constexpr bool has_derivative(E const& e) {
  bool found = derivative_expression<E>;
  if constexpr (!derivative_expression<E>)
    for_parts(e, [&](auto const& part) { found = found || has_derivative(part); });
  return found;
}

/// Makes outputs of what the expression is made of without derivatives: of f for grad(f, x), of the expression itself
/// where it has none.
template <class B, class E>
constexpr void lower_primal(B& b, E const& e) {
  auto const each = [&](auto const& part) { lower_primal(b, part); };
  if constexpr (assignment_statement<E>) {
    each(e.value);
  } else if constexpr (!expression<E>) {
    boost::hana::for_each(e, each);
  } else if constexpr (derivative_expression<E>) {
    each(e.f);
  } else if (!has_derivative(e)) {
    b.output(e.lower(b));
  } else {
    for_parts_in(b, e, each);
  }
}

/// The outputs and assignments of a program, then their primals as further outputs.
template <auto const&... E>
struct with_primals {
  template <class B>
  static constexpr void lower(B& b) {
    (rules::lower_output(b, E), ...);
    (lower_primal(b, E), ...);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
