// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/freeze.hpp"
#include "tapeless/expr/mode.hpp"
#include "tapeless/nn/layer.hpp"
#include "tapeless/nn/value_kind.hpp"

namespace tapeless {

/// A frozen layer's expression of a slot, and what comes before it, which is not frozen.
template <class X, class Body>
struct behind_frozen_layer : expr::node<behind_frozen_layer<X, Body>, Body::shape, X> {
  static constexpr value_kind values = nn::kind_of<Body>();
  X before;
  Body body;

  constexpr behind_frozen_layer(X const& input, Body const& layer)
      : behind_frozen_layer::node(fingerprint_of(fingerprint_tag::frozen_layer, input.fingerprint, layer.fingerprint)),
        before(input),
        body(layer) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const input = before.lower(builder);
    return builder.with_replacement(slot<X::shape.with_batch(0)>::fingerprint, input,
                                    [&] { return body.lower(builder); });
  }
};

/// A layer that is not trained: its parameters are constants, and it is in inference mode, so that its statistics stay
/// and nothing is dropped. Names are those of the layer itself, so what was saved from it can be loaded: of a network
/// `sequential<in<"x", 64>, frozen<dense<32, activation::tanh>>, dense<10>>` the last layer is fine-tuned.
template <class Layer>
struct frozen {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    using input = slot<X::shape.with_batch(0)>;
    if constexpr (any_ill_formed<X>) {
      return ill_formed{};
    } else if constexpr (nn::layer<Layer, input>) {
      auto const body = freeze(inference(nn::as_layer<Layer>::apply(input{}, scope)));
      if constexpr (any_ill_formed<std::remove_const_t<decltype(body)>>)
        return ill_formed{};
      else
        return behind_frozen_layer<X, std::remove_const_t<decltype(body)>>(x, body);
    } else {
      return nn::no_layer<Layer>();
    }
  }
};

}  // namespace tapeless
