// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/diff/transformation.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/meta/diagnostic.hpp"

namespace tapeless {

namespace diff {

/// Σ f ⊙ u over the elements. With a batch axis it is one number per sample; the sweep starts each of them with 1,
/// which is to differentiate their sum over the samples.
template <class B>
constexpr id paired(B& b, id value, id cotangent) {
  return b.apply(op::sum, b.apply(op::multiply, value, cotangent));
}

}  // namespace diff

/// The transposed Jacobian of f times a cotangent: an expression of x's shape.
template <class F, class X, class Cotangent>
struct vjp_expression : expr::node<vjp_expression<F, X, Cotangent>, X::shape, F, X, Cotangent> {
  static constexpr bool keeps_surroundings = false;
  static constexpr bool is_derivative = true;
  F f;
  X x;
  Cotangent cotangent;

  constexpr vjp_expression(F const& of, X const& with_respect_to, Cotangent const& weighed_by)
      : vjp_expression::node(
            fingerprint_of(fingerprint_tag::vjp, of.fingerprint, with_respect_to.fingerprint, weighed_by.fingerprint)),
        f(of),
        x(with_respect_to),
        cotangent(weighed_by) {}

  /// The gradient of Σ f ⊙ u with a leaf in u's place: u is a constant of the derivative even where it depends on x. It
  /// is lowered where x still is x, and put in at the end.
  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return diff::transformed(builder, [&] {
      graph::id const cotangent_node = cotangent.lower(builder);
      graph::id const seed_node = seed_of(builder, cotangent_node);
      return diff::as_function_of(builder, f, x, [&](graph::id function_node, graph::id variable_node) {
        graph::id const adjoint_node =
            diff::adjoint_of(builder, diff::paired(builder, function_node, seed_node), variable_node);
        return diff::substitute(builder, adjoint_node, seed_node, cotangent_node);
      });
    });
  }

private:
  /// One leaf for all products with this cotangent: Σ f ⊙ u is one node then, and products of one f by several x share
  /// one sweep.
  template <class Builder>
  constexpr graph::id seed_of(Builder& builder, graph::id held) const {
    std::uint64_t const key = fingerprint_of(fingerprint_tag::vjp_seed, cotangent.fingerprint);
    graph::id const known = builder.recall(key);
    return known != graph::none ? known : builder.remember(key, builder.placeholder(builder[held].shape));
  }
};

namespace error {
template <class Value, class Cotangent>
inline constexpr bool cotangent_of_another_shape = false;
template <class Shape>
inline constexpr bool vjp_from_a_batch_to_a_sample = false;
}  // namespace error

/// The transposed Jacobian of f times u: the gradient by x of Σ f ⊙ u with u held constant, an expression of x's shape.
/// f has any shape, x is a leaf or any subexpression of f, u an expression of f's shape (a number where f is a scalar);
/// one reverse pass, whatever x's shape. Where f has a batch axis it is the sum over the samples, and a u without one
/// serves every sample. batch<B>(vjp(f, x, u)) are the products of the samples. vjp(f, x, 1) of a scalar f is grad(f,
/// x).
template <expression F, expression X, operand Cotangent>
constexpr auto vjp(F const& f, X const& x, Cotangent const& u) {
  using U = expr::lifted<Cotangent>;
  if constexpr (any_ill_formed<F, X, U>) {
    return ill_formed{};
  } else if constexpr (!same_matrix(F::shape, U::shape)) {
    static_assert(
        error::cotangent_of_another_shape<error::left<F::shape.rows, F::shape.columns>,
                                          error::right<U::shape.rows, U::shape.columns>>,
        "tapeless: vjp(f, x, u) needs a cotangent u of f's shape; f is left<rows, columns> and u right<rows, columns>");
    return ill_formed{};
  } else if constexpr (U::shape.is_batched() && U::shape.batch != F::shape.batch) {
    static_assert(
        error::batches_differ<error::batch_of<F::shape.batch>, error::batch_of<U::shape.batch>>,
        "tapeless: vjp(f, x, u): u has a batch axis that f has not; write batch<B>(vjp(f, x, u)), see batch_of<samples>");
    return ill_formed{};
  } else if constexpr (F::has_batch && (X::per_sample || U::per_sample)) {
    static_assert(
        error::vjp_from_a_batch_to_a_sample<error::shape_of<X::shape.rows, X::shape.columns>>,
        "tapeless: x or u belongs to one sample and f to a batch; write batch<B>(vjp(f, x, u)) with f of one sample");
    return ill_formed{};
  } else {
    return vjp_expression<F, X, U>(f, x, expr::lift(u));
  }
}

/// A class index has no cotangent.
template <expression F, fixed_string Name, extents Shape, operand Cotangent>
constexpr auto vjp(F const&, leaf<leaf_kind::label, Name, Shape> const& of, Cotangent const&) {
  using label_leaf = std::remove_cvref_t<decltype(of)>;
  if constexpr (!any_ill_formed<F>)  // clang prints what is asserted before the sentence, F with it
    static_assert(error::gradient_with_respect_to_a_label<error::named_as<label_leaf::identifier>>,
                  "tapeless: a label is a class index and has no derivative; see named<characters>");
  return ill_formed{};
}

}  // namespace tapeless
