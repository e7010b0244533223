// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/derivative.hpp"
#include "tapeless/rules/laws.hpp"

/// The derivative rules, forward form: given the tangents da, db, dc of the operands of a node y = f(a, b, c), the
/// tangent of y, as a node; `none` stands for zero. A tangent has the rows and columns of its node. It may lack the
/// node's batch axis: then it is the same for all samples, and is computed once instead of once per sample.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

using ops::spread;
using ops::sum_of_tangents;

/// A primitive with an adjoint of its own says what reverse mode does, and nothing else.
template <class B>
constexpr void forward_mode_is_defined(B& b, node const& n) {
  if (is_user_primitive(n.code) && !b.primitives[n.primitive()].has_forward_mode)
    b.report({graph::problem_kind::no_forward_mode, b.primitives[n.primitive()].identifier});
}

/// Σᵢ ∂f/∂xᵢ·dxᵢ of an element-wise f. The derivative by each operand is diagonal, hence its own transpose: the reverse
/// rules serve.
template <class B>
constexpr id jvp_elementwise(B& b, id y, id da, id db) {
  extents const shape = b[y].shape;
  op const code = b[y].code;
  forward_mode_is_defined(b, b[y]);
  id const left = da == none || has_zero_derivative(code, 0) ? none : spread(b, vjp(b, y, 0, da), shape);
  id const right = db == none || has_zero_derivative(code, 1) ? none : spread(b, vjp(b, y, 1, db), shape);
  return sum_of_tangents(b, left, right);
}

/// The condition is a step and has derivative zero; each branch hands over its tangent where it is chosen.
template <class B>
constexpr id jvp_select(B& b, id y, id chosen, id otherwise) {
  if (chosen == none && otherwise == none) return none;
  extents const shape = b[y].shape;
  id const condition = b[y].a;
  id const a = chosen == none ? b.constant(0) : chosen;
  id const c = otherwise == none ? b.constant(0) : otherwise;
  return spread(b, b.apply(op::select, condition, a, c), shape);
}

template <class B>
constexpr id jvp_structural(B& b, node const& n, id y, id da, id db) {
  if ((da == none && db == none) || family_of(n.code) == family::source) return none;
  return ops::visit_structural(n.code, [&]<op Code>() -> id {
    if constexpr (ops::is_constant_almost_everywhere<Code>) {
      return none;
    } else {
      return ops::record<Code>::jvp(b, n, y, da, db);
    }
  });
}
/// Of what is added to a third operand.
template <class B>
constexpr id jvp_of_sum(B& b, id y, id da, id dc) {
  node added = b[y];
  added.c = none;
  id const tangent = jvp_structural(b, added, y, da, none);
  return ops::sum_of_tangents(b, tangent, dc == none ? none : spread(b, dc, b[y].shape));
}

/// The tangent of node `y` from those of its operands (`none` for zero, and where there is no operand).
template <class B>
constexpr id jvp(B& b, id y, id da, id db = none, id dc = none) {
  node const n = b[y];
  if (n.code == op::select) return jvp_select(b, y, db, dc);
  if (is_elementwise(n.code)) return jvp_elementwise(b, y, da, db);
  if (n.c != none) return jvp_of_sum(b, y, da, dc);
  return jvp_structural(b, n, y, da, db);
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
