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

template <class E>
constexpr bool has_derivative();

template <class... E>
constexpr bool any_has_derivative(boost::hana::basic_tuple<E...> const*) {
  return (has_derivative<E>() || ...);
}
/// Whether grad, jvp, vjp or the like stands somewhere in the expression.
template <class E>
constexpr bool has_derivative() {
  using operands_of = E const&;
  if constexpr (derivative_expression<E>) {
    return true;
  } else if constexpr (requires(operands_of e) { e.operands; }) {
    return any_has_derivative(static_cast<decltype(E::operands) const*>(nullptr));
  } else if constexpr (requires(operands_of e) { e.body; }) {
    return has_derivative<decltype(E::body)>();
  } else if constexpr (requires { typename E::body_type; }) {
    return has_derivative<typename E::body_type>();
  } else if constexpr (requires(operands_of e) { e.f; }) {
    return has_derivative<decltype(E::f)>();
  } else if constexpr (requires(operands_of e) { e.x; }) {
    return has_derivative<decltype(E::x)>();
  } else {
    return false;
  }
}

template <class B, class E>
constexpr void lower_primal(B& b, E const& e);

template <class B, std::uint32_t Samples, class Body>
constexpr void lower_primal_body(B& b, batched<Samples, Body> const& e) {
  (void)b.within_batch(Samples, [&] {
    lower_primal(b, e.body);
    return graph::none;
  });
}
template <class B, fixed_string Name, class Function>
constexpr void lower_primal_body(B& b, defined<Name, Function> const&) {
  lower_primal(b, Function{}());
}
template <class B, class E>
constexpr void lower_primal_body(B& b, E const& e) {
  if constexpr (requires { e.body; }) {
    lower_primal(b, e.body);
  } else if constexpr (requires { e.f; }) {
    lower_primal(b, e.f);
  } else {
    lower_primal(b, e.x);
  }
}

/// Makes outputs of what the expression is made of without derivatives: of f for grad(f, x), of the expression itself where it has none.
template <class B, class E>
constexpr void lower_primal(B& b, E const& e) {
  if constexpr (!expression<E>) {
    if constexpr (assignment_statement<E>) {
      lower_primal(b, e.value);
    } else {
      boost::hana::for_each(e, [&](auto const& each) { lower_primal(b, each); });
    }
  } else if constexpr (!has_derivative<E>()) {
    b.output(e.lower(b));
  } else if constexpr (derivative_expression<E>) {
    lower_primal(b, e.f);
  } else if constexpr (requires { e.operands; }) {
    boost::hana::unpack(e.operands, [&](auto const&... operand_each) { (lower_primal(b, operand_each), ...); });
  } else {
    lower_primal_body(b, e);
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
