// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "real.hpp"

#include <cmath>
#include <numbers>

/// The reference: a function of one number with its first two derivatives, by rules that are written here once more, in
/// many digits.
namespace derivatives {

struct jet {
  real value;
  real first;
  real second;
};

inline jet constant(double x) { return {x, 0, 0}; }

/// g(u), from g and its derivatives at u. Where g is no number, its derivatives are none.
inline jet composed(jet const& u, real const& g, real const& first, real const& second) {
  if (g.is_nan()) return {nothing(), nothing(), nothing()};
  return {g, first * u.first, second * square(u.first) + first * u.second};
}

inline jet operator+(jet const& a, jet const& b) { return {a.value + b.value, a.first + b.first, a.second + b.second}; }
inline jet operator-(jet const& a, jet const& b) { return {a.value - b.value, a.first - b.first, a.second - b.second}; }
inline jet operator-(jet const& a) { return {-a.value, -a.first, -a.second}; }
inline jet operator*(jet const& a, jet const& b) {
  return {a.value * b.value, a.first * b.value + a.value * b.first,
          a.second * b.value + 2 * a.first * b.first + a.value * b.second};
}
inline jet operator*(real const& c, jet const& a) { return {c * a.value, c * a.first, c * a.second}; }

/// A function from MPFR's and formulas of its derivatives in x and the value y.
#define TAPELESS_JET(name, made_by, first_formula, second_formula)                                                     \
  inline jet name(jet const& u) {                                                                                      \
    real const& x = u.value;                                                                                           \
    real const y = real::made(made_by, x);                                                                             \
    static_cast<void>(x);                                                                                              \
    return composed(u, y, first_formula, second_formula);                                                              \
  }
TAPELESS_JET(exp, mpfr_exp, y, y)
TAPELESS_JET(expm1, mpfr_expm1, exp(x), exp(x))
TAPELESS_JET(log, mpfr_log, 1 / x, -1 / square(x))
TAPELESS_JET(log1p, mpfr_log1p, 1 / (1 + x), -1 / square(1 + x))
TAPELESS_JET(log2, mpfr_log2, 1 / (x * log(real(2))), -1 / (square(x) * log(real(2))))
TAPELESS_JET(exp2, mpfr_exp2, y* log(real(2)), y* square(log(real(2))))
TAPELESS_JET(log10, mpfr_log10, 1 / (x * log(real(10))), -1 / (square(x) * log(real(10))))
TAPELESS_JET(sqrt, mpfr_sqrt, 1 / (2 * y), -1 / (4 * x * y))
TAPELESS_JET(rsqrt, mpfr_rec_sqrt, -y / (2 * x), 3 * y / (4 * square(x)))
TAPELESS_JET(cbrt, mpfr_cbrt, 1 / (3 * square(y)), -2 / (9 * x * square(y)))
TAPELESS_JET(square, mpfr_sqr, 2 * x, real(2))
TAPELESS_JET(sin, mpfr_sin, real::made(mpfr_cos, x), -y)
TAPELESS_JET(cos, mpfr_cos, -real::made(mpfr_sin, x), -y)
TAPELESS_JET(tan, mpfr_tan, 1 + square(y), 2 * y * (1 + square(y)))
TAPELESS_JET(asin, mpfr_asin, 1 / sqrt((1 - x) * (1 + x)), x / (sqrt((1 - x) * (1 + x)) * ((1 - x) * (1 + x))))
TAPELESS_JET(acos, mpfr_acos, -1 / sqrt((1 - x) * (1 + x)), -x / (sqrt((1 - x) * (1 + x)) * ((1 - x) * (1 + x))))
TAPELESS_JET(atan, mpfr_atan, 1 / (1 + square(x)), -2 * x / square(1 + square(x)))
TAPELESS_JET(sinh, mpfr_sinh, cosh(x), y)
TAPELESS_JET(cosh, mpfr_cosh, real::made(mpfr_sinh, x), y)
TAPELESS_JET(tanh, mpfr_tanh, 1 / square(cosh(x)), -2 * y / square(cosh(x)))
TAPELESS_JET(asinh, mpfr_asinh, 1 / sqrt(1 + square(x)), -x / (sqrt(1 + square(x)) * (1 + square(x))))
TAPELESS_JET(acosh, mpfr_acosh, 1 / sqrt((x - 1) * (x + 1)), -x / (sqrt((x - 1) * (x + 1)) * ((x - 1) * (x + 1))))
TAPELESS_JET(atanh, mpfr_atanh, 1 / ((1 - x) * (1 + x)), 2 * x / square((1 - x) * (1 + x)))
TAPELESS_JET(erf, mpfr_erf, 2 / sqrt(real::made(mpfr_acos, real(-1))) * exp(-square(x)),
             -4 * x / sqrt(real::made(mpfr_acos, real(-1))) * exp(-square(x)))
TAPELESS_JET(erfc, mpfr_erfc, -2 / sqrt(real::made(mpfr_acos, real(-1))) * exp(-square(x)),
             4 * x / sqrt(real::made(mpfr_acos, real(-1))) * exp(-square(x)))
#undef TAPELESS_JET

/// σ' = e/(1 + e)² and σ'' = ∓e(1 − e)/(1 + e)³ with e = exp(−|x|): nothing cancels.
inline jet sigmoid(jet const& u) {
  real const e = exp(-abs(u.value));
  bool const negative = u.value < 0;
  real const slope = e / square(1 + e);
  real const bend = slope * (1 - e) / (1 + e);
  return composed(u, (negative ? e : real(1)) / (1 + e), slope, negative ? bend : -bend);
}
inline jet softplus(jet const& u) {
  jet const s = sigmoid({u.value, 1, 0});
  real const tail = real::made(mpfr_log1p, exp(-abs(u.value)));
  return composed(u, u.value > 0 ? u.value + tail : tail, s.value, s.first);
}
/// x^c for a number c.
inline jet power(jet const& u, double c) {
  real const& x = u.value;
  return composed(u, pow(x, c), c * pow(x, c - 1), c * (c - 1) * pow(x, c - 2));
}
/// c^x for a number c.
inline jet exponential(double c, jet const& u) {
  real const y = pow(c, u.value);
  return composed(u, y, y * log(real(c)), y * square(log(real(c))));
}
/// A piecewise linear or constant function: its value, and the slope next to x, which is none at a kink.
inline jet piecewise(jet const& u, real const& value, double slope, bool is_kink) {
  if (is_kink) return {value, nothing(), nothing()};
  return composed(u, value, slope, 0);
}
inline jet absolute(jet const& u) { return piecewise(u, abs(u.value), u.value < 0 ? -1 : 1, u.value == 0); }
inline jet clamp(jet const& u, double low, double high) {
  real const& x = u.value;
  bool const inside = x > low && x < high;
  auto const is_near = [&x](double edge) {
    return abs(x - edge) < 1e-6;
  };  // x may be a sum that was rounded to the edge
  return piecewise(u, x < low ? real(low) : x > high ? real(high) : x, inside ? 1 : 0, is_near(low) || is_near(high));
}
/// a where u > 0, b elsewhere; no derivatives at 0.
inline jet where(jet const& u, jet const& a, jet const& b) {
  if (u.value == 0) return {b.value, nothing(), nothing()};
  return u.value > 0 ? a : b;
}
/// x/(1 + |x|), whose derivatives are 1/(1 + |x|)² and ∓2/(1 + |x|)³; at 0 the second is none.
inline jet softsign(jet const& u) {
  real const size = 1 + abs(u.value);
  real const bend = 2 / (square(size) * size);
  return composed(u, u.value / size, 1 / square(size), u.value == 0 ? nothing() : u.value > 0 ? -bend : bend);
}

}  // namespace derivatives
