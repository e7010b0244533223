// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/type_identity.hpp"
#include "tapeless/nn/layer.hpp"
#include "tapeless/nn/value_kind.hpp"

#include <boost/hana/at.hpp>
#include <boost/hana/basic_tuple.hpp>

#include <type_traits>
#include <utility>

namespace tapeless {

/// The input of a network, a column vector of `Rows` numbers (or a matrix).
template <fixed_string Name, std::uint32_t Rows, std::uint32_t Columns = 1>
struct in {
  static constexpr auto leaf = input<Name, Rows, Columns>;
};

/// The prefix of the names of a network's leaves; networks in one program need distinct ones.
template <fixed_string Name>
struct scope {
  static constexpr fixed_string text = Name;
};

namespace error {
template <class First>
inline constexpr bool network_without_an_input = false;
}

namespace nn {

/// The shape that comes out of the layers so far, and the layer after them; `>>` is the step from one to the next.
template <extents Shape>
struct passed {
  static constexpr extents shape = Shape;
};
template <class Layer>
struct next {};
template <extents Shape, class Layer>
constexpr auto operator>>(passed<Shape>, next<Layer>) {
  return passed<decltype(as_layer<Layer>::apply(slot<Shape>{}, layer_scope{}))::shape>{};
}

/// What stands for the output of a network that has no input, after one error.
template <class First>
constexpr auto without_input() {
  static_assert(error::network_without_an_input<First>,
                "tapeless: a sequential begins with in<name, rows>, e.g. sequential<in<\"x\", 4>, dense<3>>");
  return passed<extents{}>{};
}

/// A network of layers; `End` is `passed` with the shape of the output.
template <fixed_string Scope, class Input, class End, class... Layers>
struct layer_chain {
  static constexpr auto input = Input::leaf;
  static constexpr std::uint32_t depth = sizeof...(Layers);
  static constexpr name scope_name{Scope.view()};

  template <std::uint32_t I>
  using layer = std::remove_cvref_t<decltype(boost::hana::at_c<I>(
      std::declval<boost::hana::basic_tuple<as_layer<Layers>...>&>()))>;

  /// Shape of what comes before layer I; the output's shape for I = depth.
  template <std::uint32_t I>
  static constexpr extents shape_before() {
    if constexpr (I == 0) {
      return input.shape;
    } else {
      return decltype(layer<I - 1>::apply(slot<shape_before<I - 1>()>{}, layer_scope{}))::shape;
    }
  }
  static constexpr extents output_shape() { return End::shape; }
  /// What the last layer that changes anything says of its values.
  template <std::uint32_t I = depth>
  static constexpr value_kind output_values() {
    if constexpr (I == 0) {
      return value_kind::any;
    } else {
      using before = slot<shape_before<I - 1>()>;
      using made = decltype(layer<I - 1>::apply(before{}, layer_scope{}));
      if constexpr (std::is_same_v<made, before>) {
        return output_values<I - 1>();
      } else {
        return kind_of<made>();
      }
    }
  }

  template <class Builder>
  static constexpr auto lower(Builder& builder) {
    return lower(builder, std::make_integer_sequence<std::uint32_t, depth>{});
  }

private:
  /// Layer by layer from the first, so that no instantiation nests deeper than one layer.
  template <class Builder, std::uint32_t... I>
  static constexpr auto lower(Builder& builder, std::integer_sequence<std::uint32_t, I...>) {
    auto current = input.lower(builder);
    ((current = lower_layer<layer<I>, shape_before<I>()>(builder, current, I)), ...);
    return current;
  }
  /// Keyed by what the layer is and its input's shape, not by its position: equal layers share the instantiation.
  template <class Layer, extents In, class Builder, class Id>
  static constexpr Id lower_layer(Builder& builder, Id before, std::uint32_t index) {
    name const prefix(scope_name.view(), index);
    auto const layer_expression = Layer::apply(slot<In>{}, layer_scope{prefix});
    Id const after =
        builder.with_replacement(slot<In>::fingerprint, before, [&] { return layer_expression.lower(builder); });
    return builder.give_name(prefix, fingerprint_of(fingerprint_tag::layer_output, prefix.hash, matrix_datum(In)),
                             after);
  }
};

}  // namespace nn

/// Layers one after the other, as a type: `struct net : sequential<in<"x", 64>, dense<32, activation::tanh>, dense<10>> {};`
/// Nothing but sugar: `output<net>` is an expression like any other. Leaves are named by scope and position: `net.0.weight`. A layer
/// is any type with a static `apply(expression, layer_scope)`, or an activation.
template <class First, class... Layers>
struct sequential : nn::layer_chain<"net", in<"x", 1>, decltype(nn::without_input<First>())> {};

// What the layers do to the shape is asked here, where the user's class is one step away: a layer that does not fit is reported there.
template <fixed_string Scope, fixed_string Name, std::uint32_t Rows, std::uint32_t Columns, class... Layers>
struct sequential<scope<Scope>, in<Name, Rows, Columns>, Layers...>
    : nn::layer_chain<Scope, in<Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};
template <fixed_string Name, std::uint32_t Rows, std::uint32_t Columns, class... Layers>
struct sequential<in<Name, Rows, Columns>, Layers...>
    : nn::layer_chain<"net", in<Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};

/// The output of a network for its input leaf, as an expression.
template <class Net>
struct network : expr::traits<Net::output_shape(), true> {
  static constexpr value_kind values = Net::output_values();
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::network, meta::type_identity<Net>);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    builder.claim_scope(Net::scope_name, name::ending(meta::type_name<Net>()), fingerprint);
    return builder.remember(fingerprint, Net::lower(builder));
  }
};

template <class Net>
inline constexpr network<Net> output{};

}  // namespace tapeless
