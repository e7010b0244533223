// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assigning.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/freeze.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/mode.hpp"
#include "tapeless/expr/scan.hpp"
#include "tapeless/expr/structure.hpp"

#include <type_traits>

/// What an expression's structure says of its values, for losses: logits that a softmax was forgotten on, and
/// probabilities that went through one already, train to something plausible and wrong. Only what is certain to be a
/// slip is told; all else is `any`.
namespace tapeless {

enum class value_kind : std::uint8_t {
  any,            ///< nobody knows
  scores,         ///< a sum with learnt weights: any real number
  squashed,       ///< tanh, relu, a logarithm: neither probabilities nor certain to be logits
  probabilities,  ///< each in [0, 1], as of sigmoid
  distribution,   ///< that and a sum of 1, as of softmax
  twice,          ///< softmax or sigmoid of one of the last two
};

/// `probabilities(p)` and `logits(z)`: the same expression, with the user's word for what its values are.
template <value_kind Kind, class Body>
struct stated : expr::traits_of<Body> {
  Body body;
  std::uint64_t fingerprint;

  constexpr explicit stated(Body const& what) : body(what), fingerprint(what.fingerprint) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return body.lower(builder);
  }
};
/// These are probabilities, whatever their formula looks like: a loss takes them as they are.
template <expression E>
constexpr auto probabilities(E const& e) {
  return stated<value_kind::distribution, E>(e);
}
/// These are logits, whatever their formula looks like.
template <expression E>
constexpr auto logits(E const& e) {
  return stated<value_kind::scores, E>(e);
}

namespace nn {

template <class E>
constexpr value_kind kind_of();

template <class E>
inline constexpr bool is_parameter = false;
template <class E>
  requires(E::kind == leaf_kind::parameter)
inline constexpr bool is_parameter<E> = true;
template <std::uint64_t Attribute, extents Shape, class E>
inline constexpr bool is_parameter<operation<op::transpose, Attribute, Shape, E>> = is_parameter<E>;
template <class E>
inline constexpr bool is_scores = kind_of<E>() == value_kind::scores;
/// Whether an expression is certain to be no probabilities, or no logits.
template <class E>
inline constexpr bool is_no_probability = is_scores<E> || kind_of<E>() == value_kind::squashed;
template <class E>
inline constexpr bool is_no_logit = kind_of<E>() >= value_kind::probabilities;
/// What a bias, a temperature or a gate may be beside scores: they stay scores. (A scalar expression may normalize
/// them.)
template <class E>
concept rescales = std::is_same_v<E, number> || requires {
  E::kind;
} || !E::shape.is_scalar();

template <op Code, class A>
constexpr value_kind kind_of_unary() {
  if constexpr (Code == op::softmax || Code == op::sigmoid) {
    constexpr value_kind once = Code == op::softmax ? value_kind::distribution : value_kind::probabilities;
    return is_no_logit<A> ? value_kind::twice : once;
  } else if constexpr (Code == op::tanh || Code == op::relu || Code == op::softplus || Code == op::log_softmax ||
                       Code == op::log) {
    return value_kind::squashed;
  } else if constexpr (Code == op::negate) {
    return is_scores<A> ? value_kind::scores : value_kind::any;
  } else if constexpr (Code == op::stop_gradient || Code == op::transpose || Code == op::reshape) {
    return kind_of<A>();
  } else {
    return value_kind::any;
  }
}
template <op Code, class A, class B>
constexpr value_kind kind_of_binary() {
  bool found = false;
  if constexpr (Code == op::product) {  // but a mixture of distributions is one, if the weights are
    found = kind_of<A>() != value_kind::distribution && kind_of<B>() != value_kind::distribution &&
            (is_parameter<A> || is_parameter<B> || is_scores<A> || is_scores<B>);
  } else if constexpr (Code == op::add || Code == op::subtract) {
    found = is_scores<A> || is_scores<B>;
  } else if constexpr (Code == op::multiply) {
    found = (is_scores<A> && rescales<B>) || (is_scores<B> && rescales<A>);
  } else if constexpr (Code == op::divide) {
    found = is_scores<A> && (std::is_same_v<B, number> || requires { B::kind; });
  } else if constexpr (Code == op::concatenate) {
    found = is_scores<A> && is_scores<B>;
  }
  return found ? value_kind::scores : value_kind::any;
}

template <op Code, std::uint64_t Attribute, extents Shape, class A>
constexpr value_kind kind_of_operation(operation<Code, Attribute, Shape, A> const*) {
  return kind_of_unary<Code, A>();
}
template <op Code, std::uint64_t Attribute, extents Shape, class A, class B>
constexpr value_kind kind_of_operation(operation<Code, Attribute, Shape, A, B> const*) {
  return kind_of_binary<Code, A, B>();
}
/// where(condition, a, b)
template <std::uint64_t Attribute, extents Shape, class Condition, class A, class B>
constexpr value_kind kind_of_operation(operation<op::select, Attribute, Shape, Condition, A, B> const*) {
  return kind_of<A>() == kind_of<B>() ? kind_of<A>() : value_kind::any;
}
template <fixed_string Name, class Body>
constexpr value_kind kind_of_operation(named<Name, Body> const*) {
  return kind_of<Body>();
}
template <fixed_string Name, class Function>
constexpr value_kind kind_of_operation(defined<Name, Function> const*) {
  return kind_of<decltype(Function{}())>();
}
template <std::uint32_t Samples, class Body>
constexpr value_kind kind_of_operation(batched<Samples, Body> const*) {
  return kind_of<Body>();
}
template <bool Training, class Body>
constexpr value_kind kind_of_operation(mode_expression<Training, Body> const*) {
  return kind_of<Body>();
}
template <extents Shape, class A, class B>
constexpr value_kind kind_of_operation(mode_choice<Shape, A, B> const*) {
  return kind_of<A>() == kind_of<B>() ? kind_of<A>() : value_kind::any;
}
template <class Body, class Target, class Value>
constexpr value_kind kind_of_operation(assigning_expression<Body, Target, Value> const*) {
  return kind_of<Body>();
}
/// Each step's values are of the kind that the step makes.
template <bool All, class Step, class Start, class X>
constexpr value_kind kind_of_operation(scanned<All, Step, Start, X> const*) {
  return kind_of<Step>();
}
template <value_kind Kind, class Body>
constexpr value_kind kind_of_operation(stated<Kind, Body> const*) {
  return Kind;
}
template <class Body>
constexpr value_kind kind_of_operation(frozen_expression<Body> const*) {
  return kind_of<Body>();
}
constexpr value_kind kind_of_operation(void const*) { return value_kind::any; }

/// Whether a parameter stands in an expression.
template <class E>
constexpr bool holds_parameter();
template <op Code, std::uint64_t Attribute, extents Shape, class... E>
constexpr bool operands_hold_parameter(operation<Code, Attribute, Shape, E...> const*) {
  return (holds_parameter<E>() || ...);
}
template <fixed_string Name, class Body>
constexpr bool operands_hold_parameter(named<Name, Body> const*) {
  return holds_parameter<Body>();
}
template <fixed_string Name, class Function>
constexpr bool operands_hold_parameter(defined<Name, Function> const*) {
  return holds_parameter<decltype(Function{}())>();
}
template <class Body, class Target, class Value>
constexpr bool operands_hold_parameter(assigning_expression<Body, Target, Value> const*) {
  return holds_parameter<Body>();
}
template <bool All, class Step, class Start, class X>
constexpr bool operands_hold_parameter(scanned<All, Step, Start, X> const*) {
  return holds_parameter<Step>() || holds_parameter<Start>() || holds_parameter<X>();
}
template <value_kind Kind, class Body>
constexpr bool operands_hold_parameter(stated<Kind, Body> const*) {
  return holds_parameter<Body>();
}
template <std::uint32_t Samples, class Body>
constexpr bool operands_hold_parameter(batched<Samples, Body> const*) {
  return holds_parameter<Body>();
}
template <bool Training, class Body>
constexpr bool operands_hold_parameter(mode_expression<Training, Body> const*) {
  return holds_parameter<Body>();
}
template <extents Shape, class A, class B>
constexpr bool operands_hold_parameter(mode_choice<Shape, A, B> const*) {
  return holds_parameter<A>() || holds_parameter<B>();
}
template <class Body>
constexpr bool operands_hold_parameter(frozen_expression<Body> const*) {
  return holds_parameter<Body>();
}
constexpr bool operands_hold_parameter(void const*) { return false; }
template <class E>
constexpr bool holds_parameter() {
  if constexpr (requires { E::values; }) {
    return true;  // a network
  } else if constexpr (requires { E::kind; }) {
    return is_parameter<E>;
  } else {
    return operands_hold_parameter(static_cast<E const*>(nullptr));
  }
}
/// Whether prediction and truth have changed places: what is learnt is never the truth of what is given.
template <class Prediction, class Truth>
inline constexpr bool is_swapped = false;
template <class Prediction, class Truth>
  requires(Prediction::kind == leaf_kind::input)
inline constexpr bool is_swapped<Prediction, Truth> = holds_parameter<Truth>();

/// A network says it of its last layer.
template <class E>
constexpr value_kind kind_of() {
  if constexpr (requires { E::values; }) {
    return E::values;
  } else {
    return kind_of_operation(static_cast<E const*>(nullptr));
  }
}

}  // namespace nn
}  // namespace tapeless
