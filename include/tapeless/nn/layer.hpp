// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/activation.hpp"

#include <type_traits>

namespace tapeless {

/// Where a layer's leaves get their names: the parameter "weight" of layer 0 of `net` is `net.0.weight`.
struct layer_scope {
  name prefix;

  /// A parameter, which starts as the initializer says, or with all elements `initial`.
  template <extents Shape>
  constexpr auto parameter(std::string_view field, double initial = no_initial_value) const {
    return scoped_leaf<leaf_kind::parameter, Shape>(name(prefix.view(), field), initial);
  }
  /// A value that is kept from run to run and is not trained; `assigning` says what it becomes.
  template <extents Shape>
  constexpr auto state(std::string_view field, double initial = no_initial_value) const {
    return scoped_leaf<leaf_kind::state, Shape>(name(prefix.view(), field), initial);
  }
  constexpr layer_scope inner(std::uint32_t index) const { return {name(prefix.view(), index)}; }
};

/// Whatever comes before a layer. A layer is written as an expression of this, so its type does not hold the layers
/// below, and equal layers have equal types.
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
template <class Type>
inline constexpr bool no_layer = false;
template <class Layer>
inline constexpr bool layer_whose_apply_does_not_fit = false;
template <class Type>
inline constexpr bool no_activation = false;
template <class Layer>
inline constexpr bool layer_without_outputs = false;
}  // namespace error

namespace nn {

/// What may stand as an activation behind the expression X: a type with a public `static constexpr auto apply(X const&
/// x)` that hands back an expression.
template <class A, class X>
concept activation = requires(X const& x) {
  { A::apply(x) } -> expression;
};
/// What may stand as a layer behind the expression X: a type with a public `static constexpr auto apply(X const& x,
/// layer_scope const& scope)` that hands back an expression (its parameters are `scope.parameter<shape>("name")`), or
/// an activation.
template <class L, class X>
concept layer = activation<L, X> || requires(X const& x, layer_scope const& scope) {
  { L::apply(x, scope) } -> expression;
};

/// A type's member `apply` is found by its name: asking for a call would instantiate the layer, and its errors, two
/// levels deeper.
struct named_apply {
  static void apply();
};
template <class Layer>
struct with_named_apply : Layer, named_apply {};
template <class Layer>
concept has_apply = std::is_class_v<Layer> &&(std::is_final_v<Layer> || !requires { with_named_apply<Layer>::apply; });

/// What stands where no layer stands: one error.
template <class Type>
constexpr auto no_layer() {
  if constexpr (has_apply<Type>)
    static_assert(
        error::layer_whose_apply_does_not_fit<Type>,
        "tapeless: a layer's apply has to be public and static, take (expression, layer_scope) and return an expression: template <expression X> static constexpr auto apply(X const& x, layer_scope const& scope); an activation's takes x alone");
  else
    static_assert(
        error::no_layer<Type>,
        "tapeless: a layer is dense<n>, an activation, or a type with a static apply(expression, layer_scope): template <expression X> static constexpr auto apply(X const& x, layer_scope const& scope)");
  return ill_formed{};
}
template <class Type>
constexpr auto no_activation() {
  static_assert(
      error::no_activation<Type>,
      "tapeless: an activation is a type with a public static apply that returns an expression: template <expression X> static constexpr auto apply(X const& x)");
  return ill_formed{};
}

}  // namespace nn

namespace nn {

/// A number for each row of x, in x's shape.
template <extents Shape, expression Rows>
constexpr auto of_rows(Rows const& rows) {
  if constexpr (Shape.columns == 1) {
    return rows;
  } else {
    return expr::repeated<Shape>(rows);
  }
}

}  // namespace nn

/// A dense layer: a = φ(W·x + b), W of shape (Outputs, inputs) named `weight`, b of Outputs rows named `bias`. Of an
/// input with several columns each is a sample's part that is treated alike.
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
      auto const sum = weight * x + nn::of_rows<extents{Outputs, X::shape.columns}>(bias);
      if constexpr (nn::activation<Activation, std::remove_const_t<decltype(sum)>>) {
        return Activation::apply(sum);
      } else {
        return nn::no_activation<Activation>();
      }
    }
  }
};
/// The same without bias, φ(W·x): before a normalization, which takes a bias away again.
template <std::uint32_t Outputs, class Activation = activation::linear>
struct dense_without_bias {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (Outputs == 0) {
      static_assert(error::layer_without_outputs<dense_without_bias>,
                    "tapeless: dense_without_bias<0>: a layer has at least one output");
      return ill_formed{};
    } else {
      auto const sum = scope.template parameter<extents{Outputs, X::shape.rows}>("weight") * x;
      if constexpr (nn::activation<Activation, std::remove_const_t<decltype(sum)>>) {
        return Activation::apply(sum);
      } else {
        return nn::no_activation<Activation>();
      }
    }
  }
};

/// An activation as a layer of its own.
template <class Activation>
struct activate {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const&) {
    if constexpr (nn::activation<Activation, X>) {
      return Activation::apply(x);
    } else {
      return nn::no_activation<Activation>();
    }
  }
};

/// A function of an expression as an activation: `activate_with<f>` with `inline constexpr auto f = [](auto const& x) {
/// return x % sigmoid(2 * x); };`, or with the lambda itself.
template <auto Function>
struct activate_with {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return Function(x);
  }
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const&) {
    return Function(x);
  }
};

namespace nn {

/// Of a function that is known without asking: what does not fit is then told once, of the shape that it gets.
template <class Layer>
inline constexpr bool is_function = false;
template <auto Function>
inline constexpr bool is_function<activate_with<Function>> = true;
template <class Layer>
concept activates = !is_function<Layer> && activation<Layer, slot<extents{2}>>;

/// A layer as it is; an activation, whose apply takes no scope, as a layer of its own.
template <class Layer>
struct layer_of {
  using type = Layer;
};
template <activates Activation>
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
  if constexpr (any_ill_formed<X>) {
    return x;
  } else if constexpr (layer<First, X>) {
    return apply_layers<Rest...>(as_layer<First>::apply(x, scope.inner(index)), scope, index + 1);
  } else {
    return no_layer<First>();
  }
}

}  // namespace nn

}  // namespace tapeless
