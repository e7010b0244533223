// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"
#include "tapeless/rules/support.hpp"
#include "tapeless/rules/term.hpp"

#include <type_traits>

/// The derivatives of element-wise functions, reverse form: given the adjoint g of a node y = f(a, b, c), the adjoints
/// of its operands. A rule is the mathematical derivative. Where f′ is a function of y it is written with y, so the
/// backward pass need not keep x.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// f′·g for y = f(x), and for y = f(a, b) by one operand: what the record of f says.
template <class B>
constexpr term<B> vjp_unary(op code, term<B> x, term<B> y, term<B> g) {
  return ops::visit_unary(code, [&]<op Code>() -> term<B> {
    using record = ops::record<Code>;
    if constexpr (std::is_base_of_v<ops::piecewise_constant, record>) {
      return g.constant(0);
    } else {
      return record::vjp(g, x, y);
    }
  });
}
template <class B>
constexpr term<B> vjp_binary(op code, term<B> a, term<B> c, term<B> y, std::uint32_t which, term<B> g) {
  return ops::visit_binary(code, [&]<op Code>() -> term<B> {
    using record = ops::record<Code>;
    if constexpr (std::is_base_of_v<ops::piecewise_constant, record>) {
      return g.constant(0);
    } else {
      return which == 0 ? record::vjp_first(g, a, c, y) : record::vjp_second(g, a, c, y);
    }
  });
}

/// Whether one stands between x and the nearest products, reductions and leaves that it is computed from element by
/// element.
template <class B>
constexpr bool may_be_steep_within(B const& b, id x) {
  meta::list<bool> within(x + 1, false);
  within[x] = true;
  for (id v = x + 1; v-- > 0;) {
    if (!within[v] || !is_elementwise(b[v].code)) continue;
    if (slopes_of(b, b[v]) == ops::slope::steep) return true;
    for (std::uint32_t i = 0; i < graph::operand_count(b[v]); ++i) within[graph::operand(b[v], i)] = true;
  }
  return false;
}

/// What `where`, clamp and relu hand down: an adjoint where a condition holds, or does not, and 0 elsewhere; sums of
/// such.
template <class B>
constexpr bool is_masked(B const& b, id g) {
  auto const is_partial = [&](id part) { return is_zero(b, part) || is_masked(b, part); };
  op const code = b[g].code;
  if (code == op::select) return is_partial(b[g].b) || is_partial(b[g].c);
  if (code == op::broadcast) return is_masked(b, b[g].a);
  return code == op::add && is_masked(b, b[g].b) && is_masked(b, b[g].a);
}
template <class B>
constexpr id vjp_elementwise(B& b, node const& n, id y, std::uint32_t which, id g);

/// f′·where(c, g, 0) as where(c, f′·g, 0): where c does not hold, f′ may be infinite or NaN, and 0 times that is NaN.
template <class B>
constexpr id vjp_masked(B& b, node const& n, id y, std::uint32_t which, id g) {
  node const mask = b[g];
  auto const part_of = [&](id part) { return is_zero(b, part) ? part : vjp_elementwise(b, n, y, which, part); };
  if (mask.code == op::broadcast) {  // the adjoint may be larger than the mask, which may lack rows or the batch
    id const made = vjp_elementwise(b, n, y, which, mask.a);
    extents const shape = shape::elementwise(b[made].shape, mask.shape);
    return b.broadcast(made, shape);
  }
  id const first = mask.code == op::add ? vjp_elementwise(b, n, y, which, mask.a) : part_of(mask.b);
  id const second = mask.code == op::add ? vjp_elementwise(b, n, y, which, mask.b) : part_of(mask.c);
  return mask.code == op::add ? b.apply(op::add, first, second) : b.apply(op::select, mask.a, first, second);
}

/// f′·g as the rules have it.
template <class B>
constexpr id vjp_plainly(B& b, node const& n, id y, std::uint32_t which, id g) {
  auto const as_term = [&](id at) { return term<B>{&b, at}; };
  if (n.code == op::select) {
    return which == 1 ? b.apply(op::select, n.a, g, b.constant(0)) : b.apply(op::select, n.a, b.constant(0), g);
  }
  if (is_user_primitive(n.code)) return b.primitives[n.primitive()].vjp(b, n, y, which, g);
  if (n.code == op::absolute && may_be_steep_within(b, n.a)) {
    // 0 at 0, whatever comes after: |√x| has no infinite derivative times 0
    id const at_kink = b.apply(op::equal, n.a, b.constant(0));
    return b.apply(op::select, at_kink, b.constant(0), (as_term(g) * sign(as_term(n.a))).at);
  }
  if (n.b == none) return vjp_unary(n.code, as_term(n.a), as_term(y), as_term(g)).at;
  return vjp_binary(n.code, as_term(n.a), as_term(n.b), as_term(y), which, as_term(g)).at;
}

/// The adjoint of an operand of an element-wise operation n with the value y. What is 0 whatever the numbers are stays
/// so.
template <class B>
constexpr id vjp_elementwise(B& b, node const& n, id y, std::uint32_t which, id g) {
  if (is_user_primitive(n.code) && !b.primitives[n.primitive()].has_forward_mode)
    return b.primitives[n.primitive()].vjp(b, n, y, which, g);  // not linear in g
  if (is_zero(b, g)) return g;
  if (is_masked(b, g)) return vjp_masked(b, n, y, which, g);
  id const mask = slopes_of(b, n) == ops::slope::finite ? none : support<B>(b).of(g);
  id const adjoint = vjp_plainly(b, n, y, which, g);
  return mask == none ? adjoint : b.apply(op::select, mask, adjoint, b.constant(0));
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
