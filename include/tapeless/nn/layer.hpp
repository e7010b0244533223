// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/activation.hpp"

#include <type_traits>

namespace tapeless {

/// Where a layer's leaves get their names: the parameter "weight" of layer 0 of `net` is `net.0.weight`.
struct layer_scope {
  name prefix;

  template <extents Shape>
  constexpr auto parameter(std::string_view field) const {
    return scoped_leaf<leaf_kind::parameter, Shape>(name(prefix.view(), field));
  }
  constexpr layer_scope inner(std::uint32_t index) const { return {name(prefix.view(), index)}; }
};

/// Whatever comes before a layer. A layer is written as an expression of this, so its type does not hold the layers below, and equal
/// layers have equal types.
template <extents Shape>
struct slot : expr::traits<Shape, true> {
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::layer_input, matrix_datum(Shape));

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.placeholder(Shape);  // not reached: a slot always has something in its place
  }
};

namespace error {
template <class Layer>
inline constexpr bool no_layer = false;
template <class Layer>
inline constexpr bool layer_without_outputs = false;
}  // namespace error

/// A dense layer: a = φ(W·x + b), W of shape (Outputs, inputs) named `weight`, b of Outputs rows named `bias`.
template <std::uint32_t Outputs, class Activation = activation::linear>
struct dense {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (Outputs == 0) {
      static_assert(error::layer_without_outputs<dense>, "tapeless: dense<0>: a layer has at least one output");
      return ill_formed{};
    } else {
      auto const weight = scope.template parameter<extents{Outputs, X::shape.rows}>("weight");
      auto const bias = scope.template parameter<extents{Outputs, 1}>("bias");
      return Activation::apply(weight * x + bias);
    }
  }
};

/// An activation as a layer of its own.
template <class Activation>
struct activate {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const&) {
    return Activation::apply(x);
  }
};

namespace nn {

/// A type's member `apply` is found by its name: asking for a call would instantiate the layer, and its errors, two levels deeper.
struct named_apply {
  static void apply();
};
template <class Layer>
struct with_named_apply : Layer, named_apply {};
template <class Layer>
concept has_apply = std::is_final_v<Layer> || !requires {
  with_named_apply<Layer>::apply;
};

/// What stands where no layer stands: one error.
template <class Type>
struct no_layer {
  template <expression X>
  static constexpr auto apply(X const&, layer_scope const&) {
    static_assert(
        error::no_layer<Type>,
        "tapeless: a layer is dense<n>, an activation, or a type with a static apply(expression, layer_scope)");
    return ill_formed{};
  }
};

/// A layer as it is; an activation, whose apply takes no scope, as a layer of its own.
template <class Layer>
struct layer_of {
  using type = Layer;
};
template <class Layer>
  requires(!has_apply<Layer>)
struct layer_of<Layer> {
  using type = no_layer<Layer>;
};
template <class Activation>
  requires has_apply<Activation> && requires(slot<extents{2}> const& x) { Activation::apply(x); }
struct layer_of<Activation> {
  using type = activate<Activation>;
};
template <class Layer>
using as_layer = typename layer_of<Layer>::type;

template <expression X>
constexpr auto apply_layers(X const& x, layer_scope const&, std::uint32_t) {
  return x;
}
template <class First, class... Rest, expression X>
constexpr auto apply_layers(X const& x, layer_scope const& scope, std::uint32_t index) {
  return apply_layers<Rest...>(as_layer<First>::apply(x, scope.inner(index)), scope, index + 1);
}

}  // namespace nn

}  // namespace tapeless
