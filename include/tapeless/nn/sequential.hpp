// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/integer_input.hpp"
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

/// The input of a network as a sensor has it, integers (`integer_input`); `activate_with` gives them a scale.
template <sensor_integer Integer, fixed_string Name, std::uint32_t Rows, std::uint32_t Columns = 1>
struct in_integers {
  static constexpr auto leaf = integer_input<Integer, Name, Rows, Columns>;
};

/// The input of a network that is an index below `Classes`, given as an integer; `embedding` takes it.
template <fixed_string Name, std::uint32_t Classes>
struct in_index {
  static constexpr auto leaf = label<Name, Classes>;
};

/// The prefix of the names of a network's leaves; networks in one program need distinct ones.
template <fixed_string Name>
struct scope {
  static constexpr fixed_string text = Name;
};

namespace error {
template <class First>
inline constexpr bool network_without_an_input = false;
template <class Type>
inline constexpr bool no_network = false;
}  // namespace error

namespace nn {

/// The shape that comes out of the layers so far, and the layer after them; `>>` is the step from one to the next.
template <extents Shape>
struct passed {
  static constexpr extents shape = Shape;
};
template <class Layer>
struct next {};
/// What comes out where a layer is wrong, which was one error: nobody asks the layers after it.
struct nothing_passed {};
template <class Layer>
constexpr nothing_passed operator>>(nothing_passed, next<Layer>) {
  return {};
}

template <expression Made, bool IsConstant>
struct passed_on {
  using type = passed<Made::shape>;
};
template <bool IsConstant>
struct passed_on<ill_formed, IsConstant> {
  using type = nothing_passed;
};
// The question stands in the return type, not in a constraint: a shape error within the layer is two levels nearer to
// the user's line.
template <extents Shape, class Layer>
constexpr auto operator>>(passed<Shape>, next<Layer>) ->
    typename passed_on<decltype(as_layer<Layer>::apply(slot<Shape>{}, layer_scope{})),
                       (static_cast<void>(as_layer<Layer>::apply(slot<Shape>{}, layer_scope{})), true)>::type {
  return {};
}
/// Less special than the one above: for what is no layer.
template <class Passed, class Layer>
constexpr auto operator>>(Passed, next<Layer>) {
  return typename passed_on<decltype(no_layer<Layer>()), true>::type{};
}

/// What stands for the output of a network that has no input, after one error.
template <class First>
constexpr auto without_input() {
  static_assert(error::network_without_an_input<First>,
                "tapeless: a sequential begins with in<name, rows>, e.g. sequential<in<\"x\", 4>, dense<3>>");
  return nothing_passed{};
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

/// What is left of a network in which a layer is wrong: expressions of its output are ill-formed, in silence.
template <fixed_string Scope, class Input, class... Layers>
struct layer_chain<Scope, Input, nothing_passed, Layers...> {
  static constexpr auto input = Input::leaf;
  static constexpr name scope_name{Scope.view()};
  static constexpr extents output_shape() { return {0, 0}; }

  template <class Builder>
  static constexpr auto lower(Builder& builder) {
    return ill_formed{}.lower(builder);
  }
};

/// What `sequential` makes: `output<Net>` is an expression, and a trainer trains it.
template <class Net>
concept network_type = requires {
  Net::input;
  Net::scope_name;
  { Net::output_shape() } -> std::same_as<extents>;
};

template <class Net>
constexpr value_kind output_values() {
  if constexpr (requires { Net::output_values(); }) return Net::output_values();
  return value_kind::any;
}
template <class Net>
constexpr extents output_shape() {
  if constexpr (network_type<Net>) {
    return Net::output_shape();
  } else {
    static_assert(
        error::no_network<Net>,
        "tapeless: a network is a type made of sequential: struct net : sequential<in<\"x\", 4>, dense<16, activation::tanh>, dense<3>> {}; a dense layer is told its outputs, its inputs are those of the layer before; if an error stands above, mend that first; activations are types: activation::relu");
    return {0, 0};
  }
}

}  // namespace nn

/// Layers one after the other, as a type: `struct net : sequential<in<"x", 64>, dense<32, activation::tanh>, dense<10>>
/// {};` Nothing but sugar: `output<net>` is an expression like any other. Leaves are named by scope and position:
/// `net.0.weight`. A layer is any type with a static `apply(expression, layer_scope)`, or an activation.
template <class First, class... Layers>
struct sequential : nn::layer_chain<"net", in<"x", 1>, decltype(nn::without_input<First>())> {};

// What the layers do to the shape is asked here, where the user's class is one step away: a layer that does not fit is
// reported there.
template <fixed_string Scope, fixed_string Name, std::uint32_t Rows, std::uint32_t Columns, class... Layers>
struct sequential<scope<Scope>, in<Name, Rows, Columns>, Layers...>
    : nn::layer_chain<Scope, in<Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};
template <fixed_string Name, std::uint32_t Rows, std::uint32_t Columns, class... Layers>
struct sequential<in<Name, Rows, Columns>, Layers...>
    : nn::layer_chain<"net", in<Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};

template <fixed_string Scope, class Integer, fixed_string Name, std::uint32_t Rows, std::uint32_t Columns,
          class... Layers>
struct sequential<scope<Scope>, in_integers<Integer, Name, Rows, Columns>, Layers...>
    : nn::layer_chain<Scope, in_integers<Integer, Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};
template <class Integer, fixed_string Name, std::uint32_t Rows, std::uint32_t Columns, class... Layers>
struct sequential<in_integers<Integer, Name, Rows, Columns>, Layers...>
    : nn::layer_chain<"net", in_integers<Integer, Name, Rows, Columns>,
                      decltype((nn::passed<extents{Rows, Columns}>{} >> ... >> nn::next<Layers>{})), Layers...> {};
template <fixed_string Scope, fixed_string Name, std::uint32_t Classes, class... Layers>
struct sequential<scope<Scope>, in_index<Name, Classes>, Layers...>
    : nn::layer_chain<Scope, in_index<Name, Classes>,
                      decltype((nn::passed<extents{Classes, 1}>{} >> ... >> nn::next<Layers>{})), Layers...> {};
template <fixed_string Name, std::uint32_t Classes, class... Layers>
struct sequential<in_index<Name, Classes>, Layers...>
    : nn::layer_chain<"net", in_index<Name, Classes>,
                      decltype((nn::passed<extents{Classes, 1}>{} >> ... >> nn::next<Layers>{})), Layers...> {};

/// The output of a network for its input leaf, as an expression.
template <class Net>
struct network : expr::traits<nn::output_shape<Net>(), true> {
  static constexpr value_kind values = nn::output_values<Net>();
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::network, meta::type_identity<Net>);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    if constexpr (nn::network_type<Net>) {
      builder.claim_scope(Net::scope_name, name::ending(meta::type_name<Net>()), fingerprint);
      return builder.remember(fingerprint, Net::lower(builder));
    } else {
      return ill_formed{}.lower(builder);
    }
  }
};

/// The output of a network, an expression of its input: `output<net>`.
template <class Net>
inline constexpr network<Net> output{};

}  // namespace tapeless
