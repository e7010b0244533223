// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"

namespace tapeless {

/// An expression that assigns wherever it stands in a program: what a layer keeps from run to run.
template <class Body, class Target, class Value>
struct assigning_expression : expr::node<assigning_expression<Body, Target, Value>, Body::shape, Body, Target, Value> {
  Body body;
  Target target;
  Value value;

  constexpr assigning_expression(Body const& what, assignment<Target, Value> const& statement)
      : assigning_expression::node(fingerprint_of(fingerprint_tag::assigning, what.fingerprint,
                                                  statement.target.fingerprint, statement.value.fingerprint)),
        body(what),
        target(statement.target),
        value(statement.value) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const made = body.lower(builder);
    auto const leaf = target.lower(builder);
    auto const new_value = value.lower(builder);
    builder.keep(leaf, new_value);
    return made;
  }
};

/// `body`, and the program in which it stands assigns `statement`, an `assign(state, value)`, as if it had been listed
/// among its outputs. Written several times it is one assignment; the same leaf with another value is an error, and so
/// is a value that belongs to each sample of a batch. A derivative by a part of `body` assigns nothing.
template <expression Body, class Target, class Value>
constexpr auto assigning(Body const& body, assignment<Target, Value> const& statement) {
  if constexpr (any_ill_formed<Body>) {
    return ill_formed{};
  } else {
    return assigning_expression<Body, Target, Value>(body, statement);
  }
}
template <expression Body>
constexpr auto assigning(Body const&, ill_formed const&) {
  return ill_formed{};
}

}  // namespace tapeless
