// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/writing.hpp"
#include "tapeless/rules/folding.hpp"

/// Laws of arithmetic, one function each: the simpler node, or `none` where the law does not apply. None of them
/// changes a finite result by more than one rounding, and none hides a NaN (0·x and x − x stay).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

using graph::id;
using graph::node;
using graph::none;

template <class B>
constexpr bool is_constant(B const& b, id x, double value) {
  return b[x].code == op::constant && b[x].value == value;
}
template <class B>
constexpr bool is(B const& b, id x, op code) {
  return x != none && b[x].code == code;
}

/// x stands for the result only if the result has x's shape (a scalar operand may have been repeated).
template <class B>
constexpr bool keeps_shape(B const& b, id x, id other) {
  return b[x].shape == shape::elementwise(b[x].shape, b[other].shape);
}

/// f(constant) → constant, where it is finite.
template <class B>
constexpr id constant_operands_fold(B& b, op code, id x, id y) {
  if (!is(b, x, op::constant) || (y != none && !is(b, y, op::constant))) return none;
  folded const result = y == none ? fold(code, b[x].value) : fold(code, b[x].value, b[y].value);
  return result.done ? b.constant(result.value) : none;
}

/// x + 0 → x. (−0 + 0 is 0; the sign of zero is not kept.)
template <class B>
constexpr id zero_is_neutral_in_sums(B& b, id x, id y) {
  if (is_constant(b, y, 0) && keeps_shape(b, x, y)) return x;
  if (is_constant(b, x, 0) && keeps_shape(b, y, x)) return y;
  return none;
}
/// x − 0 → x; 0 − x → −x.
template <class B>
constexpr id zero_is_neutral_in_differences(B& b, id x, id y) {
  if (is_constant(b, y, 0) && keeps_shape(b, x, y)) return x;
  if (is_constant(b, x, 0) && keeps_shape(b, y, x)) return b.apply(op::negate, y);
  return none;
}
/// x·1 → x, x·(−1) → −x, x/1 → x.
template <class B>
constexpr id one_is_neutral(B& b, op code, id x, id y) {
  if (is_constant(b, y, 1) && keeps_shape(b, x, y)) return x;
  if (is_constant(b, y, -1) && keeps_shape(b, x, y)) return b.apply(op::negate, x);
  if (code == op::divide) return none;
  if (is_constant(b, x, 1) && keeps_shape(b, y, x)) return y;
  if (is_constant(b, x, -1) && keeps_shape(b, y, x)) return b.apply(op::negate, y);
  return none;
}
/// −(−x) → x.
template <class B>
constexpr id double_negation(B& b, id x) {
  return is(b, x, op::negate) ? b[x].a : none;
}
/// −(x − y) → y − x.
template <class B>
constexpr id negated_difference(B& b, id x) {
  return is(b, x, op::subtract) ? b.apply(op::subtract, b[x].b, b[x].a) : none;
}
/// x + (−y) → x − y; x − (−y) → x + y.
template <class B>
constexpr id sum_of_negated(B& b, op code, id x, id y) {
  if (is(b, y, op::negate)) return b.apply(code == op::add ? op::subtract : op::add, x, b[y].a);
  if (code == op::add && is(b, x, op::negate)) return b.apply(op::subtract, y, b[x].a);
  return none;
}
/// (−x)·y → −(x·y), likewise for quotients: signs move outwards, where they cancel.
template <class B>
constexpr id sign_moves_outwards(B& b, op code, id x, id y) {
  if (is(b, x, op::negate)) return b.apply(op::negate, b.apply(code, b[x].a, y));
  if (is(b, y, op::negate)) return b.apply(op::negate, b.apply(code, x, b[y].a));
  return none;
}
/// x·y with a constant x that is not 0 needs no look at x.
template <class B>
constexpr id product_with_nonzero(B& b, id x, id y) {
  return is(b, x, op::constant) && b[x].value != 0 ? b.apply(op::multiply, x, y) : none;
}
/// x·x → x².
template <class B>
constexpr id product_with_itself(B& b, id x, id y) {
  return x == y ? b.apply(op::square, x) : none;
}
/// c₁·(c₂·x) → (c₁c₂)·x, where c₁c₂ is a number in every element type.
template <class B>
constexpr id constant_factors_gather(B& b, id x, id y) {
  id const factor = is(b, x, op::constant) ? x : y;
  id const rest = factor == x ? y : x;
  if (!is(b, factor, op::constant) || !is(b, rest, op::multiply)) return none;
  id const inner = b[rest].a;
  if (!is(b, inner, op::constant)) return none;
  folded const both = fold(op::multiply, b[factor].value, b[inner].value);
  return both.done && fits_every_type(both.value) ? b.apply(op::multiply, b.constant(both.value), b[rest].b) : none;
}
/// c·x as the factor c and x; x itself has the factor 1.
struct scaled {
  double factor = 1;
  id rest = none;
};
template <class B>
constexpr scaled as_scaled(B const& b, id x) {
  return is(b, x, op::multiply) && is(b, b[x].a, op::constant) ? scaled{b[b[x].a].value, b[x].b} : scaled{1, x};
}
/// x + x → 2x, c₁x + c₂x → (c₁ + c₂)x for factors of one sign. With different signs it would turn ∞ − 2∞, which is NaN,
/// into −∞; with the factor 0, 0·∞.
template <class B>
constexpr id common_factor(B& b, id x, id y) {
  scaled const first = as_scaled(b, x);
  scaled const second = as_scaled(b, y);
  bool const one_sign = (first.factor > 0 && second.factor > 0) || (first.factor < 0 && second.factor < 0);
  if (first.rest != second.rest || !one_sign) return none;
  folded const both = fold(op::add, first.factor, second.factor);
  return both.done && fits_every_type(both.value) ? b.apply(op::multiply, b.constant(both.value), first.rest) : none;
}
/// f(−x) → f(x) for even functions, f(−x) → −f(x) for odd ones.
template <class B>
constexpr id parity(B& b, op code, id x) {
  if (!is(b, x, op::negate)) return none;
  switch (ops::entry_of(code).parity) {
  case ops::symmetry::even: return b.apply(code, b[x].a);
  case ops::symmetry::odd: return b.apply(op::negate, b.apply(code, b[x].a));
  case ops::symmetry::none: break;
  }
  return none;
}
/// max(x, x) → x, min(x, x) → x.
template <class B>
constexpr id idempotence(B const&, id x, id y) {
  return x == y ? x : none;
}
/// where(condition, x, x) → x; where(constant, x, y) is one of the two.
template <class B>
constexpr id decided_selection(B const& b, node const& n) {
  id const chosen = n.b == n.c ? n.b : !is(b, n.a, op::constant) ? none : b[n.a].value > 0 ? n.b : n.c;
  if (chosen == none) return none;
  extents const shape = shape::elementwise(b[n.a].shape, shape::elementwise(b[n.b].shape, b[n.c].shape));
  return b[chosen].shape == shape ? chosen : none;
}
/// where(x > 0, a, b) → where(x, a, b): a selection asks for its condition's sign anyway.
template <class B>
constexpr id comparison_with_zero_is_implied(B& b, node n) {
  if (!is(b, n.a, op::greater) || !is_constant(b, b[n.a].b, 0) || !keeps_shape(b, b[n.a].a, b[n.a].b)) return none;
  n.a = b[n.a].a;
  return b.build(n);
}
/// where(c, where(c, x, y), z) → where(c, x, z); where(c, x, where(c, y, z)) → where(c, x, z).
template <class B>
constexpr id nested_selection(B& b, node n) {
  bool const chosen = is(b, n.b, op::select) && b[n.b].a == n.a;
  bool const otherwise = is(b, n.c, op::select) && b[n.c].a == n.a;
  if (!chosen && !otherwise) return none;
  extents const shape = b.shaped(n).shape;
  if (chosen) n.b = b[n.b].b;
  if (otherwise) n.c = b[n.c].c;
  return b.shaped(n).shape == shape ? b.build(n) : none;
}
/// where(c, x, 0) + where(c, 0, y) → where(c, x, y), where(c, x, 0) + where(c, y, 0) → where(c, x + y, 0).
template <class B>
constexpr id sum_of_selections(B& b, id x, id y) {
  if (!is(b, x, op::select) || !is(b, y, op::select) || b[x].a != b[y].a) return none;
  node const first = b[x];
  node const second = b[y];
  bool const chosen = is_constant(b, first.b, 0) || is_constant(b, second.b, 0);
  bool const otherwise = is_constant(b, first.c, 0) || is_constant(b, second.c, 0);
  if (!chosen && !otherwise) return none;
  return b.apply(op::select, first.a, b.apply(op::add, first.b, second.b), b.apply(op::add, first.c, second.c));
}
/// x⁰ → 1 (of NaN too, as in C), x¹ → x, x² → square(x); x^½ stays (it differs from √x at −0 and −∞).
template <class B>
constexpr id small_powers(B& b, id x, id exponent) {
  if (!keeps_shape(b, x, exponent)) return none;
  extents const shape = b[x].shape;
  if (is_constant(b, exponent, 0)) return b.broadcast(b.constant(1), shape);
  if (is_constant(b, exponent, 1)) return x;
  if (is_constant(b, exponent, 2)) return b.apply(op::square, x);
  return none;
}

/// f(broadcast(s), y) → f(s, y) where y alone has the result's shape; else the broadcast moves outwards.
template <class B>
constexpr id broadcast_is_implied(B& b, node n) {
  bool const left = is(b, n.a, op::broadcast);
  bool const right = is(b, n.b, op::broadcast);
  if (!left && !right) return none;
  extents const shape = shape::elementwise(b[n.a].shape, b[n.b].shape);
  if (left) n.a = b[n.a].a;
  if (right) n.b = b[n.b].a;
  if (!shape::elementwise_agree(b[n.a].shape, b[n.b].shape)) return none;
  return b.broadcast(b.build(n), shape);
}

/// where(c, broadcast(s), y) → where(c, s, y), likewise for every operand; the result is repeated where no operand has
/// its shape.
template <class B>
constexpr id broadcast_is_implied_in_selections(B& b, node n) {
  extents const shape = b.shaped(n).shape;
  auto const stripped = [&](id from) { return is(b, from, op::broadcast) ? b[from].a : from; };
  node const before = n;
  n.a = stripped(n.a);
  n.b = stripped(n.b);
  n.c = stripped(n.c);
  if (n == before) return none;
  extents const branches = shape::elementwise(b[n.b].shape, b[n.c].shape);
  bool const agree = shape::elementwise_agree(b[n.b].shape, b[n.c].shape);
  if (!agree || !shape::elementwise_agree(b[n.a].shape, branches)) return none;
  return b.broadcast(b.build(n), shape);
}

/// f(broadcast(s)) → broadcast(f(s)).
template <class B>
constexpr id broadcast_moves_outwards(B& b, node n) {
  if (!is(b, n.a, op::broadcast)) return none;
  extents const shape = b[n.a].shape;
  n.a = b[n.a].a;
  return b.broadcast(b.build(n), shape);
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
