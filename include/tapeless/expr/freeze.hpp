// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"

namespace tapeless {

/// An expression whose parameters are constants.
template <class Body>
struct frozen_expression : expr::node<frozen_expression<Body>, Body::shape, Body> {
  static constexpr bool keeps_surroundings = false;
  Body body;

  constexpr explicit frozen_expression(Body const& what)
      : frozen_expression::node(fingerprint_of(fingerprint_tag::freeze, what.fingerprint)), body(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return builder.within_freeze([&] { return body.lower(builder); });
  }
};

/// e with its parameters held constant: derivatives by them are 0, and a trainer leaves alone what stands in its loss
/// in no other place: no gradient, no state, no update. They keep kind and name, so stores, saving and loading see them
/// as any other. Derivatives by all else go through e: a generator is trained through `freeze` of a discriminator.
template <expression E>
constexpr auto freeze(E const& e) {
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else {
    return frozen_expression<E>(e);
  }
}

}  // namespace tapeless
