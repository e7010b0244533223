// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/diff/transformation.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/meta/diagnostic.hpp"

#include <boost/hana/tuple.hpp>

namespace tapeless {

/// ∂f/∂x as an expression of x's shape.
template <class F, class X>
struct gradient : expr::node<gradient<F, X>, X::shape, F, X> {
  static constexpr bool keeps_surroundings = false;
  static constexpr bool is_derivative = true;
  F f;
  X x;

  constexpr gradient(F const& of, X const& with_respect_to)
      : gradient::node(fingerprint_of(fingerprint_tag::gradient, of.fingerprint, with_respect_to.fingerprint)),
        f(of),
        x(with_respect_to) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return diff::transformed(builder, [&] {
      return diff::as_function_of(builder, f, x, [&](graph::id function_node, graph::id variable_node) {
        return diff::adjoint_of(builder, function_node, variable_node);
      });
    });
  }
};

namespace error {
template <class Batch>
inline constexpr bool gradient_of_a_batch_by_a_sample = false;
}  // namespace error

/// The gradient of a scalar expression f with respect to x, a leaf or any subexpression of f: an expression again, that
/// can be printed, combined and differentiated. Of f = batch_mean(batch<B>(loss)) it is the mean gradient;
/// batch<B>(grad(loss, x)) are the gradients of the samples. x stands in f, else it is an error (see function_of).
template <expression F, expression X>
constexpr auto grad(F const& f, X const& x) {
  constexpr extents s = F::shape;
  if constexpr (any_ill_formed<F, X>) {
    return ill_formed{};
  } else if constexpr (s.is_scalar() && s.is_batched()) {
    static_assert(
        error::gradient_of_a_non_scalar<error::shape_of<s.rows, s.columns>, error::batch_of<s.batch>>,
        "tapeless: grad needs a scalar; reduce it with sum, mean or batch_mean: f is one number for each sample of batch_of<samples>, mean is over elements, batch_mean over samples");
    return ill_formed{};
  } else if constexpr (!s.is_scalar() || s.is_batched()) {
    static_assert(
        error::gradient_of_a_non_scalar<error::shape_of<s.rows, s.columns>, error::batch_of<s.batch>>,
        "tapeless: grad needs a scalar; reduce it with sum, mean or batch_mean; it is grad(f, x), f first (see shape_of<rows, columns>, batch_of<samples>)");
    return ill_formed{};
  } else if constexpr (F::has_batch && X::per_sample) {
    static_assert(error::gradient_of_a_batch_by_a_sample<error::shape_of<X::shape.rows, X::shape.columns>>,
                  "tapeless: x belongs to one sample and f to a batch; write batch<B>(grad(loss, x))");
    return ill_formed{};
  } else {
    return gradient<F, X>(f, x);
  }
}

namespace diff {
template <fixed_string Name>
inline constexpr name label_name{Name.view()};
}

/// The gradient with respect to a class index does not exist.
template <expression F, fixed_string Name, extents Shape>
constexpr auto grad(F const&, leaf<leaf_kind::label, Name, Shape> const&) {
  if constexpr (!any_ill_formed<F>)  // clang prints what is asserted before the sentence, F with it
    static_assert(error::gradient_with_respect_to_a_label<error::named_as<diff::label_name<Name>>>,
                  "tapeless: a label is a class index and has no derivative; see named<characters>");
  return ill_formed{};
}

namespace error {
template <class F, class X>
inline constexpr bool gradient_of_a_number = false;
}

/// What a number gets: grad needs to know by what, a number is no variable.
template <class F, class X>
  requires((expression<F> && !expression<X>) || (expression<X> && !expression<F>))
constexpr auto grad(F const&, X const&) {
  static_assert(
      error::gradient_of_a_number<F, X>,
      "tapeless: grad(f, x) takes two expressions: x is a leaf or a subexpression of f, not a number or a name");
  return ill_formed{};
}

/// The gradients with respect to several leaves or subexpressions at once, as a tuple; the sweep is shared.
template <expression F, expression X, expression Y, expression... More>
constexpr auto grad(F const& f, X const& x, Y const& y, More const&... more) {
  return boost::hana::make_tuple(grad(f, x), grad(f, y), grad(f, more)...);
}

/// f and its gradients with respect to each x, as a tuple; the sweep is shared.
template <expression F, expression... X>
constexpr auto value_and_grad(F const& f, X const&... x) {
  return boost::hana::make_tuple(f, grad(f, x)...);
}

}  // namespace tapeless
