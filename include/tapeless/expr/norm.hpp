// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/reduction.hpp"

/// Norms and products of elements; over all elements, or along an axis as with the reductions.
namespace tapeless {

/// Σ |xᵢ|; derivative sign(x), 0 at 0.
template <axis_number Axis = all_axes, expression X>
constexpr auto norm1(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return sum<Axis>(abs(x));
  }
}
/// Σ xᵢ²; derivative 2x.
template <axis_number Axis = all_axes, expression X>
constexpr auto squared_norm(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return sum<Axis>(square(x));
  }
}
/// √(Σ xᵢ²), without overflow or underflow on the way; derivative x/‖x‖, and 0 at 0 (of the unit ball of subgradients
/// there, the smallest).
template <axis_number Axis = all_axes, expression X>
constexpr auto norm(X const& x) {
  return expr::reduce<op::norm, Axis>(x);
}
/// √variance(x); derivative 0 where all elements are equal, as that of the norm at 0.
template <axis_number Axis = all_axes, expression X>
constexpr auto standard_deviation(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    auto const centred = x - expr::repeated<X::shape>(mean<Axis>(x));
    return norm<Axis>(centred) / sqrt(number(expr::reduced_count<Axis, X::shape>));
  }
}

/// The product of the elements, pairwise, in a tree: as deep as log₂ of their number, and right where some are zero, in
/// its derivatives of every order too.
template <std::uint32_t Axis, class X>
struct product_of_elements : expr::node<product_of_elements<Axis, X>, expr::reduced_shape<Axis, X::shape>, X> {
  X x;

  constexpr explicit product_of_elements(X const& what)
      : product_of_elements::node(fingerprint_of(fingerprint_tag::product_of_elements, Axis, what.fingerprint)),
        x(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto factors = x.lower(builder);
    if constexpr (Axis == all_axes) factors = builder.reshape(factors, {builder[factors].shape.size(), 1});
    auto left_over = Builder::none;
    for (std::uint32_t count = length(builder, factors); count > 1; count /= 2) {
      std::uint32_t const half = count / 2;
      if (count % 2 != 0) left_over = times(builder, left_over, part(builder, factors, count - 1, 1));
      auto const first = part(builder, factors, 0, half);  // by name: in one order, whatever the compiler
      factors = times(builder, first, part(builder, factors, half, half));
    }
    return times(builder, left_over, factors);
  }

private:
  template <class Builder, class Node>
  static constexpr std::uint32_t length(Builder const& builder, Node of) {
    return Axis == 1 ? builder[of].shape.columns : builder[of].shape.rows;
  }
  template <class Builder, class Node>
  static constexpr Node part(Builder& builder, Node from, std::uint32_t first, std::uint32_t count) {
    extents const all = builder[from].shape;
    return Axis == 1 ? builder.slice(from, 0, first, {all.rows, count})
                     : builder.slice(from, first, 0, {count, all.columns});
  }
  template <class Builder, class Node>
  static constexpr Node times(Builder& builder, Node first, Node second) {
    return first == Builder::none ? second : builder.apply(op::multiply, first, second);
  }
};

/// Π xᵢ.
template <axis_number Axis = all_axes, expression X>
constexpr auto prod(X const& x) {
  if constexpr (any_ill_formed<X> || !expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return product_of_elements<Axis, X>(x);
  }
}

/// Σ of the diagonal of a matrix.
template <expression X>
constexpr auto trace(X const& x) {
  return sum(diagonal(x));
}

/// aᵀb / (‖a‖·‖b‖) of two vectors: the cosine of the angle between them. NaN where one of them is 0.
template <expression A, expression B>
constexpr auto cosine_similarity(A const& a, B const& b) {
  return dot(a / norm(a), b / norm(b));  // the product of small vectors would vanish, that of large ones overflow
}

}  // namespace tapeless
