// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/writing.hpp"
#include "tapeless/meta/target.hpp"

/// Where an adjoint, or a tangent, is zero whatever the numbers are: because a choice, a slice or a reduction to the largest did not hand
/// anything down there. Such a zero times an infinite derivative is zero; a zero that is computed times an infinite one is NaN.
namespace tapeless::inline TAPELESS_TARGET::rules {

using graph::id;
using graph::node;
using graph::none;

/// Equal to 0 everywhere.
template <class B>
constexpr bool is_zero(B const& b, id x) {
  while (b[x].code == op::broadcast || b[x].code == op::repeat) x = b[x].a;
  return b[x].code == op::constant && b[x].value == 0;
}

/// The local derivative is finite wherever the operands are.
template <class B>
constexpr bool has_finite_slopes(B const& b, node const& n) {
  switch (n.code) {
  case op::exp:
  case op::expm1:
  case op::log:
  case op::log1p:
  case op::log2:
  case op::sqrt:
  case op::rsqrt:
  case op::cbrt:
  case op::asin:
  case op::acos:
  case op::sinh:
  case op::cosh:
  case op::acosh:
  case op::atanh:
  case op::power:
  case op::atan2:
  case op::xlogy:
  case op::xdivy: return false;
  case op::divide: return b[n.b].code == op::constant && b[n.b].value != 0;
  default: return !is_user_primitive(n.code);
  }
}

/// Which elements of x may differ from zero, as far as x's structure says: a node that is 0 where x is 0 by structure, else 1; or
/// `none` where the structure says nothing. The walk goes through what works element by element or moves elements.
template <class B>
class support {
public:
  constexpr explicit support(B& builder) : b(builder) {}

  constexpr id of(id x) {
    if (!may_know(b[x].code)) return none;
    for (visited const& each : known)
      if (each.node == x) return each.mask;
    id const found = find(x);
    known.push_back({x, found});
    return found;
  }

private:
  struct visited {
    id node = none;
    id mask = none;
  };

  static constexpr bool may_know(op code) {
    switch (code) {
    case op::constant:
    case op::negate:
    case op::broadcast:
    case op::add:
    case op::subtract:
    case op::multiply:
    case op::divide:
    case op::xdivy:
    case op::select: return true;
    default: return is_movement(code);
    }
  }

  constexpr id find(id x) {
    node const n = b[x];
    switch (n.code) {
    case op::constant: return n.value == 0 ? x : none;
    case op::negate:
    case op::broadcast:
    case op::divide:
    case op::xdivy: return of(n.a);
    case op::multiply: return where_both(of(n.a), of(n.b));
    case op::add:
    case op::subtract: {
      id const first = of(n.a);
      return first == none ? none : where_either(first, of(n.b));
    }
    case op::select: return of_choice(n);
    default: return moved(n);
    }
  }
  constexpr id where_both(id first, id second) {
    if (first == none || second == none) return first == none ? second : first;
    return b.apply(op::minimum, first, second);
  }
  constexpr id where_either(id first, id second) { return second == none ? none : b.apply(op::maximum, first, second); }
  constexpr id of_choice(node const& n) {
    id const chosen = of(n.b);
    id const otherwise = of(n.c);
    if (chosen == none && otherwise == none) return none;
    return b.apply(op::select, n.a, or_one(chosen), or_one(otherwise));
  }
  constexpr id or_one(id mask) { return mask == none ? b.constant(1) : mask; }

  /// A mask moves as what it belongs to; a pad and a diagonal matrix have zeros of their own.
  constexpr id moved(node n) {
    id const first = of(n.a);
    id const second = n.b == none ? none : of(n.b);
    bool const makes_zeros = n.code == op::pad || n.code == op::diagonal_matrix;
    if (first == none && second == none && !makes_zeros) return none;
    n.a = spread(or_one(first), b[n.a].shape);
    if (n.b != none) n.b = spread(or_one(second), b[n.b].shape);
    return b.build(n);
  }
  constexpr id spread(id mask, extents shape) { return b.broadcast(mask, shape.with_batch(b[mask].shape.batch)); }

  B& b;
  meta::list<visited> known;
};

}  // namespace tapeless::inline TAPELESS_TARGET::rules
