// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"
#include "tapeless/rules/support.hpp"
#include "tapeless/rules/term.hpp"

#include <numbers>

/// The derivatives of element-wise functions, reverse form: given the adjoint g of a node y = f(a, b, c), the adjoints of its operands.
/// A rule is the mathematical derivative. Where f′ is a function of y it is written with y, so the backward pass need not keep x.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// f′ times g for y = f(x), element by element.
template <class B>
constexpr term<B> pull_unary(op code, term<B> x, term<B> y, term<B> g) {
  switch (code) {
  case op::negate: return -g;
  case op::exp: return g * y;
  case op::expm1: return g * exp(x);  // y + 1 cancels for x far below 0
  case op::log: return g / x;
  case op::log1p: return g / (x + 1);
  case op::log2: return g * std::numbers::log2e / x;
  case op::sqrt: return g / (2 * y);
  case op::rsqrt: return g * (-0.5 * y * square(y));  // y³ may overflow where its half does not
  case op::cbrt: return g / (3 * y) / y;              // y² is ∞ where y is
  case op::square: return g * (2 * x);
  case op::absolute: return g * sign(x);
  case op::relu: return where(y, g, 0);  // y > 0 exactly where x > 0
  case op::softplus: return g * sigmoid(x);
  case op::sigmoid: return g * (y * (1 - y));
  case op::erf: return g * (2 * std::numbers::inv_sqrtpi * exp(-square(x)));
  case op::erfc: return -(g * (2 * std::numbers::inv_sqrtpi * exp(-square(x))));
  default: return pull_trigonometric(code, x, y, g);
  }
}

/// 1 − x². Near ±1 the sum would cancel; near 0 the slopes of the product's factors would.
template <class B>
constexpr term<B> one_minus_square(term<B> x) {
  return where(abs(x) > 0.5, (1 - x) * (1 + x), 1 - square(x));
}

/// √(1 + x²) is a hypotenuse, since x² overflows.
template <class B>
constexpr term<B> pull_trigonometric(op code, term<B> x, term<B> y, term<B> g) {
  switch (code) {
  case op::sin: return g * cos(x);
  case op::cos: return g * -sin(x);
  case op::tan: return g * (1 + square(y));
  case op::asin: return g * rsqrt(one_minus_square(x));
  case op::acos: return g * -rsqrt(one_minus_square(x));
  case op::atan: {
    term<B> const length = hypot(x, x.constant(1));
    return g / length / length;
  }
  case op::sinh: return g * cosh(x);
  case op::cosh: return g * sinh(x);
  case op::tanh: return g * (1 - square(y));
  case op::asinh: return g / hypot(x, x.constant(1));
  case op::acosh: return g * rsqrt(x - 1) * rsqrt(x + 1);
  case op::atanh: return g / one_minus_square(x);
  default: return g;  // broadcast: the caller sums over what was repeated
  }
}

/// aᶜ⁻¹, given y = aᶜ. Where c − 1 is rounded, that costs log a of its ulp, 80 in float: there y/a has the digits, where it is a number,
/// and pow the derivatives.
template <class B>
constexpr term<B> one_power_less(term<B> a, term<B> c, term<B> y) {
  term<B> const power = pow(a, c - 1);
  term<B> const lost = y / a - power;
  term<B> const is_finite = (lost - lost).of(op::equal, c.constant(0));
  return power + where(((c < 0.5) + (c > 0x1p24)) * is_finite, lost, 0).of(op::stop_gradient);
}
/// c·aᶜ⁻¹·g for y = aᶜ. a⁰ is 1 for every a: where c, or c − 1 of the next derivative, is 0, it is no product of 0 and ∞.
template <class B>
constexpr term<B> pull_base(term<B> a, term<B> c, term<B> y, term<B> g) {
  node const exponent = (*c.graph)[c.at];
  if (exponent.code == op::constant) return exponent.value == 0 ? c.constant(0) : g * (c * pow(a, c - 1));
  term<B> const zero = c.constant(0);
  term<B> const slope = xmuly(g, xmuly(c, one_power_less(a, c, y)));
  return where(a.of(op::equal, zero) * c.of(op::equal, zero), 0, slope);
}
/// aᶜ·log a·g. 0ᶜ is 0 for c > 0 and 1 for c = 0: at a = 0 it is 0 for both, and −∞ below.
template <class B>
constexpr term<B> pull_exponent(term<B> a, term<B> c, term<B> y, term<B> g) {
  node const base = (*a.graph)[a.at];
  term<B> const slope = xmuly(g, xlogy(y, a));
  if (base.code == op::constant && base.value != 0) return slope;
  term<B> const zero = c.constant(0);
  return where(a.of(op::equal, zero) * c.of(op::greater_equal, zero), 0, slope);
}

/// g where a > c, 0 where a < c, and half of it at a tie, where either operand is the value.
template <class B>
constexpr term<B> share(term<B> a, term<B> c, term<B> g) {
  return where(c > a, 0, where(a > c, g, 0.5 * g));
}

/// ∂f/∂a times g for y = f(a, c).
template <class B>
constexpr term<B> pull_left(op code, term<B> a, term<B> c, term<B> y, term<B> g) {
  switch (code) {
  case op::multiply: return g * c;
  case op::divide: return g / c;
  case op::power: return pull_base(a, c, y, g);
  case op::atan2: return xdivy(g * over_hypot(c, a), hypot(a, c));  // c/r², without r²
  case op::hypot: return g * over_hypot(a, c);
  case op::over_hypot: return xdivy(g * square(over_hypot(c, a)), hypot(a, c));
  case op::maximum: return share(a, c, g);
  case op::minimum: return share(c, a, g);
  case op::xmuly: return g * c;
  case op::xlogy: return g * log(c);
  case op::xdivy: return xdivy(g, c);
  case op::logistic_loss: return g * (sigmoid(a) - c);
  default: return g;  // add, subtract
  }
}

/// ∂f/∂c times g for y = f(a, c).
template <class B>
constexpr term<B> pull_right(op code, term<B> a, term<B> c, term<B> y, term<B> g) {
  switch (code) {
  case op::subtract: return -g;
  case op::multiply: return g * a;
  case op::divide: return -(g * (y / c));
  case op::power: return pull_exponent(a, c, y, g);
  case op::atan2: return -xdivy(g * over_hypot(a, c), hypot(a, c));
  case op::hypot: return g * over_hypot(c, a);
  case op::over_hypot: return -xdivy(g * y * over_hypot(c, a), hypot(a, c));
  case op::maximum: return share(c, a, g);
  case op::minimum: return share(a, c, g);
  case op::xmuly: return g * a;
  case op::xlogy: return g * xdivy(a, c);
  case op::xdivy: return -(g * xdivy(y, c));
  case op::logistic_loss: return -(g * a);
  default: return g;  // add
  }
}

/// Functions with a finite value at some operands where their derivative is infinite.
template <class B>
constexpr bool may_be_steep(B const& b, node const& n) {
  switch (n.code) {
  case op::sqrt:
  case op::cbrt:
  case op::asin:
  case op::acos:
  case op::acosh:
  case op::atan2:
  case op::xlogy:
  case op::xdivy: return true;
  case op::power: return b[n.b].code != op::constant || b[n.b].value < 1;
  default: return is_user_primitive(n.code);
  }
}
/// Whether one stands between x and the nearest products, reductions and leaves that it is computed from element by element.
template <class B>
constexpr bool may_be_steep_within(B const& b, id x) {
  meta::list<bool> within(x + 1, false);
  within[x] = true;
  for (id v = x + 1; v-- > 0;) {
    if (!within[v] || !is_elementwise(b[v].code)) continue;
    if (may_be_steep(b, b[v])) return true;
    for (std::uint32_t i = 0; i < graph::operand_count(b[v]); ++i) within[graph::operand(b[v], i)] = true;
  }
  return false;
}

/// What `where`, clamp and relu hand down: an adjoint where a condition holds, or does not, and 0 elsewhere; sums of such.
template <class B>
constexpr bool is_masked(B const& b, id g) {
  auto const is_partial = [&](id part) { return is_zero(b, part) || is_masked(b, part); };
  switch (b[g].code) {
  case op::select: return is_partial(b[g].b) || is_partial(b[g].c);
  case op::broadcast: return is_masked(b, b[g].a);
  case op::add: return is_masked(b, b[g].b) && is_masked(b, b[g].a);
  default: return false;
  }
}
template <class B>
constexpr id pull_elementwise(B& b, node const& n, id y, std::uint32_t which, id g);

/// f′·where(c, g, 0) as where(c, f′·g, 0): where c does not hold, f′ may be infinite or NaN, and 0 times that is NaN.
template <class B>
constexpr id pull_masked(B& b, node const& n, id y, std::uint32_t which, id g) {
  node const mask = b[g];
  auto const pulled = [&](id part) { return is_zero(b, part) ? part : pull_elementwise(b, n, y, which, part); };
  if (mask.code == op::broadcast) {  // what is pulled may be larger than the mask, which may lack rows or the batch
    id const made = pull_elementwise(b, n, y, which, mask.a);
    extents const shape = shape::elementwise(b[made].shape, mask.shape);
    return b.broadcast(made, shape);
  }
  id const first = mask.code == op::add ? pull_elementwise(b, n, y, which, mask.a) : pulled(mask.b);
  id const second = mask.code == op::add ? pull_elementwise(b, n, y, which, mask.b) : pulled(mask.c);
  return mask.code == op::add ? b.apply(op::add, first, second) : b.apply(op::select, mask.a, first, second);
}

/// f′·g as the rules have it.
template <class B>
constexpr id pull_plainly(B& b, node const& n, id y, std::uint32_t which, id g) {
  auto const as_term = [&](id at) { return term<B>{&b, at}; };
  if (n.code == op::select) {
    return which == 1 ? b.apply(op::select, n.a, g, b.constant(0)) : b.apply(op::select, n.a, b.constant(0), g);
  }
  if (is_user_primitive(n.code)) return b.primitives[n.primitive()].pull(b, n, y, which, g);
  if (n.code == op::absolute && may_be_steep_within(b, n.a)) {
    // 0 at 0, whatever comes after: |√x| has no infinite derivative times 0
    id const at_kink = b.apply(op::equal, n.a, b.constant(0));
    return b.apply(op::select, at_kink, b.constant(0), (as_term(g) * sign(as_term(n.a))).at);
  }
  if (n.b == none) return pull_unary(n.code, as_term(n.a), as_term(y), as_term(g)).at;
  return which == 0 ? pull_left(n.code, as_term(n.a), as_term(n.b), as_term(y), as_term(g)).at
                    : pull_right(n.code, as_term(n.a), as_term(n.b), as_term(y), as_term(g)).at;
}

/// The adjoint of an operand of an element-wise operation n with the value y. What is 0 whatever the numbers are stays so.
template <class B>
constexpr id pull_elementwise(B& b, node const& n, id y, std::uint32_t which, id g) {
  if (is_user_primitive(n.code) && !b.primitives[n.primitive()].has_forward_mode)
    return b.primitives[n.primitive()].pull(b, n, y, which, g);  // not linear in g
  if (is_zero(b, g)) return g;
  if (is_masked(b, g)) return pull_masked(b, n, y, which, g);
  id const mask = has_finite_slopes(b, n) ? none : support<B>(b).of(g);
  id const pulled = pull_plainly(b, n, y, which, g);
  return mask == none ? pulled : b.apply(op::select, mask, pulled, b.constant(0));
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
