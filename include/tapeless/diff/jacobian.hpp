// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/grad.hpp"
#include "tapeless/rules/stacked.hpp"
#include "tapeless/shape/countable.hpp"

namespace tapeless {

namespace diff {

/// All tangents of `root` for the unit directions of `target`, as its stack: the Jacobian, in one forward pass.
template <class B>
constexpr id forward_jacobian(B& b, id root, id target) {
  meta::list<bool> const needed = nodes_below(b, root);
  meta::list<id> stack(root + 1, none);
  std::uint32_t const directions = b[target].shape.size();
  for (id v = 0; v <= root; ++v) {
    if (!needed[v]) continue;
    node const n = b[v];
    if (v == target) stack[v] = rules::identity_stack(b, directions);
    for (std::uint32_t i = 0; v != target && i < graph::operand_count(n); ++i) {
      id const of_operand = stack[graph::operand(n, i)];
      if (of_operand == none || rules::has_zero_derivative(n.code, i)) continue;
      id const tangent = rules::stacked(b, rules::direction::forward, v, i, of_operand);
      stack[v] = rules::sum_of_stacks(b, stack[v], rules::spread_stack(b, tangent, n.shape.size()));
    }
  }
  extents const shape{b[root].shape.size(), directions, b[root].shape.batch};
  return b.broadcast(stack[root] == none ? b.constant(0) : stack[root], shape);
}

/// Which nodes up to `root` depend on `target` through something that has a derivative.
template <class B>
constexpr meta::list<bool> nodes_above(B const& b, id root, id target) {
  meta::list<bool> depends(root + 1, false);
  for (id v = target; v <= root; ++v) {
    depends[v] = v == target;
    for (std::uint32_t i = 0; i < graph::operand_count(b[v]); ++i)
      depends[v] = depends[v] || (depends[graph::operand(b[v], i)] && !rules::has_zero_derivative(b[v].code, i));
  }
  return depends;
}

/// An operand that was repeated gets the sum of what its copies get.
template <class B>
constexpr id fit_stack(B& b, id adjoints, extents shape) {
  if (shape.is_scalar()) adjoints = b.along(op::sum, 0, adjoints);
  return !shape.is_batched() && b[adjoints].shape.is_batched() ? b.apply(op::batch_sum, adjoints) : adjoints;
}

/// All adjoints of `target` for the unit cotangents of `root`: the transposed Jacobian, in one reverse pass.
template <class B>
constexpr id reverse_jacobian(B& b, id root, id target) {
  meta::list<bool> const differentiable = nodes_above(b, root, target);
  meta::list<id> stack(root + 1, none);
  std::uint32_t const cotangents = b[root].shape.size();
  stack[root] = rules::identity_stack(b, cotangents);
  for (id v = root + 1; v-- > target + 1;) {
    if (stack[v] == none || !differentiable[v]) continue;
    node const n = b[v];
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i) {
      id const x = graph::operand(n, i);
      if (!differentiable[x] || rules::has_zero_derivative(n.code, i)) continue;
      id const adjoint = rules::stacked(b, rules::direction::reverse, v, i, stack[v]);
      stack[x] = rules::sum_of_stacks(b, stack[x], fit_stack(b, adjoint, b[x].shape));
    }
  }
  extents const shape{cotangents, b[target].shape.size(), b[root].shape.batch};
  id const found = target <= root ? stack[target] : none;
  return b.broadcast(found == none ? b.constant(0) : b.apply(op::transpose, found), shape);
}

}  // namespace diff

/// The Jacobian of f by x, computed one way or the other.
template <rules::direction Way, class F, class X>
struct jacobian_matrix
    : expr::node<jacobian_matrix<Way, F, X>, extents{F::shape.size(), X::shape.size(), F::shape.batch}, F, X> {
  static constexpr bool keeps_surroundings = false;
  static constexpr bool is_derivative = true;
  F f;
  X x;

  constexpr jacobian_matrix(F const& of, X const& with_respect_to)
      : jacobian_matrix::node(
            fingerprint_of(fingerprint_tag::jacobian, Way, of.fingerprint, with_respect_to.fingerprint)),
        f(of),
        x(with_respect_to) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return diff::transformed(builder, [&] {
      return diff::as_function_of(builder, f, x, [&](graph::id function_node, graph::id variable_node) {
        if constexpr (Way == rules::direction::forward) {
          return diff::forward_jacobian(builder, function_node, variable_node);
        } else {
          return diff::reverse_jacobian(builder, function_node, variable_node);
        }
      });
    });
  }
};

namespace error {
template <class Batch>
inline constexpr bool jacobian_of_a_batch = false;
}  // namespace error

namespace diff {

template <rules::direction Way, expression F, expression X>
constexpr auto jacobian_by(F const& f, X const& x) {
  if constexpr (any_ill_formed<F, X>) {
    return ill_formed{};
  } else if constexpr (F::shape.is_batched() || (F::has_batch && X::per_sample)) {
    static_assert(error::jacobian_of_a_batch<error::batch_of<F::shape.batch>>,
                  "tapeless: a Jacobian is that of one sample or of a mean; write batch<B>(jacobian(f, x))");
    return ill_formed{};
  } else if constexpr (is_label<X>) {
    static_assert(error::gradient_with_respect_to_a_label<error::named_as<X::identifier>>,
                  "tapeless: a label is a class index and has no derivative; see named<characters>");
    return ill_formed{};
  } else if constexpr (!shape::countable<extents{F::shape.size(), X::shape.size()}>()) {
    return ill_formed{};
  } else {
    return jacobian_matrix<Way, F, X>(f, x);
  }
}

}  // namespace diff

/// The Jacobian ∂fᵢ/∂xⱼ, a matrix with a row for each element of f and a column for each element of x (elements of
/// matrices count row after row), by one forward pass with all unit directions side by side.
template <expression F, expression X>
constexpr auto jacfwd(F const& f, X const& x) {
  return diff::jacobian_by<rules::direction::forward>(f, x);
}
/// The same by one reverse pass with all unit cotangents side by side.
template <expression F, expression X>
constexpr auto jacrev(F const& f, X const& x) {
  return diff::jacobian_by<rules::direction::reverse>(f, x);
}
/// The Jacobian by the cheaper way: forward where x has at most as many elements as f, else in reverse.
template <expression F, expression X>
constexpr auto jacobian(F const& f, X const& x) {
  if constexpr (X::shape.size() <= F::shape.size()) {
    return jacfwd(f, x);
  } else {
    return jacrev(f, x);
  }
}

/// The matrix of second derivatives ∂²f/∂xᵢ∂xⱼ of a scalar f, by a forward pass over the reverse pass.
template <expression F, expression X>
constexpr auto hessian(F const& f, X const& x) {
  return jacfwd(grad(f, x), x);
}

}  // namespace tapeless
