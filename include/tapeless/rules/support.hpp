// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/writing.hpp"
#include "tapeless/ops/records.hpp"

/// Where an adjoint, or a tangent, is zero whatever the numbers are: because a choice, a slice or a reduction to the
/// largest did not hand anything down there. Such a zero times an infinite derivative is zero; a zero that is computed
/// times an infinite one is NaN.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

using graph::id;
using graph::node;
using graph::none;

/// Equal to 0 everywhere.
template <class B>
constexpr bool is_zero(B const& b, id x) {
  while (b[x].code == op::broadcast || b[x].code == op::repeat) x = b[x].a;
  return b[x].code == op::constant && b[x].value == 0;
}

/// What is known of the local derivatives of an element-wise n.
template <class B>
constexpr ops::slope slopes_of(B const& b, node const& n) {
  node const& last = b[n.b == none ? n.a : n.b];
  return ops::slopes_of(n.code, {last.code == op::constant, last.value});
}

/// Which elements of x may differ from zero, as far as x's structure says: a node that is 0 where x is 0 by structure,
/// else 1; or `none` where the structure says nothing. The walk goes through what works element by element or moves
/// elements, operands first and with a stack of its own; the builder remembers what it finds. So the adjoints of a deep
/// network are walked once in all.
template <class B>
class support {
public:
  constexpr explicit support(B& builder) : b(builder), one(builder.constant(1)) {}

  constexpr id of(id x) {
    meta::list<id> stack;
    stack.push_back(x);
    while (stack.size() != 0) {
      id const next = stack.back();
      if (known(next) == none && push_unknown_operands(stack, next)) continue;
      stack.pop_back();
      if (known(next) == none) b.remember(key(next), find(b[next], next));
    }
    return known(x) == one ? none : known(x);
  }

private:
  static constexpr bool may_know(op code) {
    return code == op::constant || ops::entry_of(code).zeros != ops::zero_rule::unknown;
  }

  /// The mask of a node, 1 where the structure says nothing; or `none`: not yet found.
  constexpr id known(id x) { return may_know(b[x].code) ? b.recall(key(x)) : one; }
  static constexpr std::uint64_t key(id x) { return fingerprint_of(fingerprint_tag::support, x); }

  constexpr bool push_unknown_operands(meta::list<id>& stack, id x) {
    node const n = b[x];
    std::uint32_t const waiting = stack.size();
    ops::zero_rule const zeros = ops::entry_of(n.code).zeros;
    if (zeros != ops::zero_rule::of_chosen && n.a != none && known(n.a) == none) stack.push_back(n.a);
    if (zeros != ops::zero_rule::of_first && n.b != none && known(n.b) == none) stack.push_back(n.b);
    if (n.c != none && known(n.c) == none) stack.push_back(n.c);
    return stack.size() != waiting;
  }

  constexpr id find(node const n, id x) {  // a copy: the graph grows
    if (n.code == op::constant) return n.value == 0 ? x : one;
    switch (ops::entry_of(n.code).zeros) {
    case ops::zero_rule::unknown: break;
    case ops::zero_rule::of_first: return known(n.a);
    case ops::zero_rule::of_any: return where_both(known(n.a), known(n.b));
    case ops::zero_rule::of_all: return where_either(known(n.a), known(n.b));
    case ops::zero_rule::of_chosen: return of_choice(n.a, known(n.b), known(n.c));
    case ops::zero_rule::moved: return moved(n, false);
    case ops::zero_rule::moved_among_zeros: return moved(n, true);
    }
    return one;
  }
  constexpr id where_both(id first, id second) {
    if (first == one || second == one) return first == one ? second : first;
    return b.apply(op::minimum, first, second);
  }
  constexpr id where_either(id first, id second) {
    return first == one || second == one ? one : b.apply(op::maximum, first, second);
  }
  constexpr id of_choice(id condition, id chosen, id otherwise) {
    return chosen == one && otherwise == one ? one : b.apply(op::select, condition, chosen, otherwise);
  }

  /// A mask moves as what it belongs to.
  constexpr id moved(node n, bool makes_zeros) {
    id const first = known(n.a);
    id const second = n.b == none ? one : known(n.b);
    if (first == one && second == one && !makes_zeros) return one;
    n.a = spread(first, b[n.a].shape);
    if (n.b != none) n.b = spread(second, b[n.b].shape);
    return b.build(n);
  }
  constexpr id spread(id mask, extents shape) { return b.broadcast(mask, shape.with_batch(b[mask].shape.batch)); }

  B& b;
  id one;
};

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
