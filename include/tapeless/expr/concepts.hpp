// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/extents.hpp"

#include <concepts>
#include <type_traits>

namespace tapeless {

/// Every expression names `is_expression`, its `shape`, whether it depends on a sample, and can write itself into a
/// graph builder.
template <class E>
concept expression = requires {
  typename E::is_expression;
};

/// A derivative of its member f, by its member x.
template <class E>
concept derivative_expression = expression<E> && requires {
  requires E::is_derivative;
};

/// What programs compute in.
template <class T>
concept element_type = std::same_as<T, float> || std::same_as<T, double>;

template <class N>
concept plain_number = std::is_arithmetic_v<N> && !std::same_as<N, bool>;

/// An operand of an expression: an expression, or a number.
template <class E>
concept operand = expression<E> || plain_number<E>;

/// At least one of two operands is an expression: operators never take over plain arithmetic.
template <class A, class B>
concept operands = operand<A> && operand<B> &&(expression<A> || expression<B>);

/// What an ill-shaped operation returns after its one error: every operator accepts it silently, so one mistake is one
/// error.
struct ill_formed {
  using is_expression = void;
  static constexpr extents shape{};
  static constexpr bool per_sample = false;
  static constexpr bool has_batch = false;
  static constexpr std::uint64_t fingerprint = 0;
  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    builder.report_ill_formed();
    return builder.constant(0.0);
  }
  template <class Index>
  constexpr ill_formed operator[](Index const&) const {
    return {};
  }
  template <class... Arguments>
  constexpr ill_formed operator()(Arguments const&...) const {
    return {};
  }
};

/// A leaf whose shape is none has had its error too.
template <class... E>
inline constexpr bool any_ill_formed = ((std::same_as<E, ill_formed> || !E::shape.is_countable()) || ...);

}  // namespace tapeless
