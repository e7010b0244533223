// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/concepts.hpp"
#include "tapeless/expr/fingerprint.hpp"

#include <concepts>
#include <cstdint>

/// The bases of everything that can stand in an expression.
namespace tapeless {
namespace error {
template <class Bool>
inline constexpr bool an_expression_is_not_true_or_false = false;
template <class Index>
inline constexpr bool subscript_of_an_expression = false;
template <class... Arguments>
inline constexpr bool call_of_an_expression = false;
template <class Value>
inline constexpr bool assignment_to_an_expression = false;
}  // namespace error

namespace expr {

/// Asked in an exception specification, which is needed where the conversion is written: g++ compiles a body later,
/// behind what it has to say of two returns of different types, an if's usual branches.
template <class Bool>
constexpr bool is_not_true_or_false() {
  static_assert(
      error::an_expression_is_not_true_or_false<Bool>,
      "tapeless: an expression has no value yet that an if or a ?: could ask for: write where(condition, a, b)");
  return true;
}

/// For f = tanh(f) and f += x.
template <class Value>
constexpr ill_formed assigned() {
  static_assert(error::assignment_to_an_expression<Value>,
                "tapeless: an expression does not change: its successor has a name of its own, auto const g = tanh(f); "
                "a program stores with assign(W, value)");
  return {};
}

/// What every expression says about itself: its shape, whether its value belongs to one sample, and whether it holds a
/// batch axis.
template <extents Shape, bool PerSample = false, bool HasBatch = false>
struct traits {
  using is_expression = void;
  static constexpr extents shape = Shape;
  static constexpr bool per_sample = PerSample;
  static constexpr bool has_batch = HasBatch;

  /// For if (a > b) and a > b ? c : d, which ask while the program is written.
  template <class Bool>
    requires std::same_as<Bool, bool>
  explicit constexpr operator Bool() const noexcept(is_not_true_or_false<Bool>()) { return false; }

  /// For std::exp(x), std::pow(x, 2), double v = x, which ask for a number: the compilers print this line. Deleted, so
  /// that the call is no expression and most of what is around it says nothing more; of double alone, so that of
  /// several overloads one is meant.
  template <class Write_exp_not_std_exp>
    requires std::same_as<Write_exp_not_std_exp, double>
  constexpr operator Write_exp_not_std_exp() const = delete;  // tapeless: write exp(x) or tl::exp(x), not std::exp(x)

  /// What is a function or a container elsewhere. The return types are named: who asks whether there is such a call is
  /// not in error.
  template <class Index>
  constexpr ill_formed operator[](Index const&) const {
    static_assert(error::subscript_of_an_expression<Index>,
                  "tapeless: an element of an expression is element<i>(x) or element<i, j>(x), counted from 0; a part "
                  "is slice<first, count>(x), row<i>(x), column<j>(x)");
    return {};
  }
  template <class First, class... More>
  constexpr ill_formed operator()(First const&, More const&...) const {
    static_assert(error::call_of_an_expression<First, More...>,
                  "tapeless: an expression is no function: evaluate<double, f>(bind(x, data)) or a program computes "
                  "it; an element is element<i, j>(x)");
    return {};
  }
  template <class Value>
  constexpr ill_formed operator=(Value const&) const {
    return assigned<Value>();
  }
  /// A better match than this base's own, which would take any expression of the shape for a base like this and copy
  /// nothing.
  template <class Value>
  constexpr ill_formed operator=(Value const&) {
    return assigned<Value>();
  }
};

template <class E>
using traits_of = traits<E::shape, E::per_sample, E::has_batch>;

/// A node on operands. `Node` has `write(builder)`, which lowers the operands and builds what it stands for; a builder
/// that has met the fingerprint in the same surroundings knows the result, so that a subexpression written twice is
/// lowered once.
template <class Node, extents Shape, class... Operands>
struct node : traits<Shape, (Operands::per_sample || ...), (Operands::has_batch || ...)> {
  /// Whether the operands are lowered in the surroundings the node is lowered in: not as functions of something, or
  /// within a batch.
  static constexpr bool keeps_surroundings = true;
  std::uint64_t fingerprint;

  constexpr explicit node(std::uint64_t hash) : fingerprint(hash) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint, static_cast<Node const&>(*this).write(builder));
  }
};

}  // namespace expr
}  // namespace tapeless
