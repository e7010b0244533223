// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/structure.hpp"

/// Reductions within one sample; the batch axis, if there is one, stays. `sum(x)` runs over all elements and is a
/// scalar, `sum<0>(x)` runs down each column and is a row of column sums, `sum<1>(x)` runs along each row and is a
/// column of row sums.
namespace tapeless {
namespace error {
template <class Shape>
inline constexpr bool no_axis_of_a_matrix = false;
}  // namespace error

namespace expr {

template <axis_number Axis, extents S>
inline constexpr extents reduced_shape{Axis == 1 ? S.rows : 1, Axis == 0 ? S.columns : 1, S.batch};
/// How many elements one result is made of.
template <axis_number Axis, extents S>
inline constexpr double reduced_count = Axis == 0   ? S.rows
                                        : Axis == 1 ? S.columns
                                                    : S.size();

template <axis_number Axis>
constexpr bool axis_checked() {
  if constexpr (!is_axis(Axis))
    static_assert(
        error::no_axis<Axis>,
        "tapeless: a matrix has the axes 0 and 1: 0 is down each column, 1 along each row; without one a reduction runs over all elements; see no_axis<given>");
  return is_axis(Axis);
}

template <op Code, axis_number Axis, expression X>
constexpr auto reduce(X const& x) {
  if constexpr (any_ill_formed<X> || !axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return make<Code, reduced_shape<Axis, X::shape>, axis_detail(Axis)>(x);
  }
}

/// Whether it is plain along what: a column vector.
template <extents S>
constexpr bool needs_no_axis() {
  if constexpr (shape::known<S>())
    static_assert(
        S.is_vector() || error::no_axis_of_a_matrix<error::shape_of<S.rows, S.columns>>,
        "tapeless: of what is no column vector it has to be said along which axis: softmax<0>(x) down each column, softmax<1>(x) along each row; so of log_softmax, cumsum, cumprod and argmax; see shape_of<rows, columns>");
  return S.is_vector() && !S.is_symbolic();
}

/// Over all elements only a column vector is normalized: of a matrix, it has to be said whether its columns or its
/// rows.
template <op Code, axis_number Axis, expression X>
constexpr auto normalize(X const& x) {
  if constexpr (any_ill_formed<X> || !axis_checked<Axis>()) {
    return ill_formed{};
  } else if constexpr (Axis != all_axes) {
    return make<Code, X::shape, axis_detail(Axis)>(x);
  } else if constexpr (needs_no_axis<X::shape>()) {
    return make<Code, X::shape>(x);
  } else {
    return ill_formed{};
  }
}

/// A reduction's value in the shape of what was reduced.
template <extents S, expression X>
constexpr auto repeated(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (X::shape.is_scalar()) {
    return x;
  } else {
    return broadcast_to<S.rows, S.columns>(x);
  }
}

}  // namespace expr

/// Σ of the elements.
template <axis_number Axis = all_axes, expression X>
constexpr auto sum(X const& x) {
  return expr::reduce<op::sum, Axis>(x);
}
/// The mean of elements whose number is known only where the expression is lowered, in an optimizer's rule.
template <std::uint32_t Axis, class X>
struct mean_of_elements : expr::node<mean_of_elements<Axis, X>, expr::reduced_shape<Axis, X::shape>, X> {
  X x;

  constexpr explicit mean_of_elements(X const& what)
      : mean_of_elements::node(fingerprint_of(fingerprint_tag::mean_of_elements, Axis, what.fingerprint)), x(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const elements = x.lower(builder);
    extents const from = builder[elements].shape;
    auto const total = builder.along(op::sum, Axis, elements);
    auto const count = builder.constant(Axis == 0 ? from.rows : Axis == 1 ? from.columns : from.size());
    return builder.apply(op::divide, total, count);
  }
};

/// Arithmetic mean of the elements.
template <axis_number Axis = all_axes, expression X>
constexpr auto mean(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else if constexpr (!any_ill_formed<X> && X::shape.is_symbolic()) {
    return mean_of_elements<Axis, X>(x);
  } else {
    return sum<Axis>(x) / expr::reduced_count<Axis, X::shape>;
  }
}
/// Largest element; the derivative is shared equally between equal largest elements. NaN wins.
template <axis_number Axis = all_axes, expression X>
constexpr auto max(X const& x) {
  return expr::reduce<op::max, Axis>(x);
}
/// Smallest element; the derivative is shared equally between equal smallest elements. NaN wins.
template <axis_number Axis = all_axes, expression X>
constexpr auto min(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return -max<Axis>(-x);
  }
}
/// Mean of the squared deviations from the mean, (1/n) Σ (xᵢ − x̄)².
template <axis_number Axis = all_axes, expression X>
constexpr auto variance(X const& x) {
  if constexpr (!expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else {
    return mean<Axis>(square(x - expr::repeated<X::shape>(mean<Axis>(x))));
  }
}
/// log Σ exp xᵢ without overflow; derivative softmax(x).
template <axis_number Axis = all_axes, expression X>
constexpr auto logsumexp(X const& x) {
  return expr::reduce<op::logsumexp, Axis>(x);
}
/// yᵢ = exp xᵢ / Σⱼ exp xⱼ of a column vector, or of each column (axis 0) or row (axis 1) of a matrix, without
/// overflow; Jacobian yᵢ(δᵢⱼ − yⱼ).
template <axis_number Axis = all_axes, expression X>
constexpr auto softmax(X const& x) {
  return expr::normalize<op::softmax, Axis>(x);
}
/// xᵢ − logsumexp(x) of a column vector, or of each column (axis 0) or row (axis 1) of a matrix.
template <axis_number Axis = all_axes, expression X>
constexpr auto log_softmax(X const& x) {
  return expr::normalize<op::log_softmax, Axis>(x);
}

/// yᵢ = Σ xⱼ for j ≤ i, of a column vector, or down each column (axis 0) or along each row (axis 1) of a matrix.
template <axis_number Axis = all_axes, expression X>
constexpr auto cumsum(X const& x) {
  return expr::normalize<op::cumsum, Axis>(x);
}
/// yᵢ = Σ xⱼ for j ≥ i.
template <axis_number Axis = all_axes, expression X>
constexpr auto reverse_cumsum(X const& x) {
  return expr::normalize<op::reverse_cumsum, Axis>(x);
}
/// yᵢ = Π xⱼ for j ≤ i, of a column vector, or down each column (axis 0) or along each row (axis 1) of a matrix. The
/// derivative is right where numbers are 0.
template <axis_number Axis = all_axes, expression X>
constexpr auto cumprod(X const& x) {
  return expr::normalize<op::cumprod, Axis>(x);
}
/// The index of the largest element of a column vector, or of each column (axis 0) or row (axis 1) of a matrix; of
/// equal ones the first, and the first NaN where there is one. Derivative 0.
template <axis_number Axis = all_axes, expression X>
constexpr auto argmax(X const& x) {
  if constexpr (Axis != all_axes || any_ill_formed<X>) {
    return expr::reduce<op::argmax, Axis>(x);
  } else if constexpr (expr::needs_no_axis<X::shape>()) {
    return expr::reduce<op::argmax, Axis>(x);
  } else {
    return ill_formed{};
  }
}

}  // namespace tapeless
