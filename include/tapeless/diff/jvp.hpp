// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/transformation.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/rules/tangent.hpp"

namespace tapeless {

namespace diff {

/// The forward sweep: the tangent of `root` where `target` moves in `direction`, in one pass from the target to the
/// root over the nodes that lie between them; zeros where root does not depend on target.
template <class B>
constexpr id tangent_of(B& b, id root, id target, id direction) {
  meta::list<bool> const needed = nodes_below(b, root);
  meta::list<id> tangent(root + 1, none);
  auto const of = [&](id from) { return from == none ? none : tangent[from]; };
  for (id v = 0; v <= root; ++v) {
    node const n = b[v];
    id const da = of(n.a);
    id const db = of(n.b);
    id const dc = of(n.c);
    if (v == target)
      tangent[v] = rules::spread(b, direction, n.shape);
    else if (needed[v] && (da != none || db != none || dc != none))
      tangent[v] = rules::jvp(b, v, da, db, dc);
  }
  extents const shape = b[root].shape;
  return b.broadcast(tangent[root] == none ? b.constant(0) : tangent[root], shape);
}

}  // namespace diff

/// The derivative of f in a direction: an expression of f's shape.
template <class F, class X, class Direction>
struct jvp_expression : expr::node<jvp_expression<F, X, Direction>, F::shape, F, X, Direction> {
  static constexpr bool keeps_surroundings = false;
  static constexpr bool is_derivative = true;
  F f;
  X x;
  Direction direction;

  constexpr jvp_expression(F const& of, X const& with_respect_to, Direction const& moving)
      : jvp_expression::node(
            fingerprint_of(fingerprint_tag::jvp, of.fingerprint, with_respect_to.fingerprint, moving.fingerprint)),
        f(of),
        x(with_respect_to),
        direction(moving) {}

  /// The direction is lowered where x still is x: it may depend on it, and is a constant of the derivative all the
  /// same.
  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return diff::transformed(builder, [&] {
      graph::id const direction_node = direction.lower(builder);
      return diff::as_function_of(builder, f, x, [&](graph::id function_node, graph::id variable_node) {
        return diff::tangent_of(builder, function_node, variable_node, direction_node);
      });
    });
  }
};

namespace error {
template <class Point, class Direction>
inline constexpr bool direction_of_another_shape = false;
template <class Shape>
inline constexpr bool derivative_of_a_batch_by_a_sample = false;
}  // namespace error

/// The Jacobian of f times dx: lim (f(x + ε·dx) − f(x))/ε for ε → 0, an expression of f's shape. f has any shape, x is
/// a leaf or any subexpression of f, dx an expression of x's shape (a number where x is a scalar); one forward pass,
/// whatever f's shape. batch<B>(jvp(f, x, dx)) are the derivatives of the samples. x stands in f, else it is an error
/// (see function_of).
template <expression F, expression X, operand Direction>
constexpr auto jvp(F const& f, X const& x, Direction const& dx) {
  using D = expr::lifted<Direction>;
  if constexpr (any_ill_formed<F, X, D>) {
    return ill_formed{};
  } else if constexpr (!same_matrix(X::shape, D::shape)) {
    static_assert(
        error::direction_of_another_shape<error::left<X::shape.rows, X::shape.columns>,
                                          error::right<D::shape.rows, D::shape.columns>>,
        "tapeless: jvp(f, x, dx) needs a direction dx of x's shape; x is left<rows, columns> and dx right<rows, columns>");
    return ill_formed{};
  } else if constexpr (D::shape.is_batched() && D::shape.batch != X::shape.batch) {
    static_assert(
        error::batches_differ<error::batch_of<X::shape.batch>, error::batch_of<D::shape.batch>>,
        "tapeless: jvp(f, x, dx): dx has a batch axis that x has not; write batch<B>(jvp(f, x, dx)), see batch_of<samples>");
    return ill_formed{};
  } else if constexpr (F::has_batch && (X::per_sample || D::per_sample)) {
    static_assert(
        error::derivative_of_a_batch_by_a_sample<error::shape_of<X::shape.rows, X::shape.columns>>,
        "tapeless: x or dx belongs to one sample and f to a batch; write batch<B>(jvp(f, x, dx)) with f of one sample");
    return ill_formed{};
  } else {
    return jvp_expression<F, X, D>(f, x, expr::lift(dx));
  }
}

/// There is no direction in which to move a class index.
template <expression F, fixed_string Name, extents Shape, operand Direction>
constexpr auto jvp(F const&, leaf<leaf_kind::label, Name, Shape> const& of, Direction const&) {
  using label_leaf = std::remove_cvref_t<decltype(of)>;
  if constexpr (!any_ill_formed<F>)  // clang prints what is asserted before the sentence, F with it
    static_assert(error::gradient_with_respect_to_a_label<error::named_as<label_leaf::identifier>>,
                  "tapeless: a label is a class index and has no derivative; see named<characters>");
  return ill_formed{};
}

}  // namespace tapeless
