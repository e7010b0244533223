// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <mpfr.h>

#include <utility>

namespace derivatives {

/// A number of 320 bits, with an exponent that nothing here overflows.
class real {
public:
  static constexpr mpfr_prec_t bits = 320;

  real() { mpfr_init2(v, bits); }
  real(double x) : real() { mpfr_set_d(v, x, MPFR_RNDN); }
  real(real const& other) : real() { mpfr_set(v, other.v, MPFR_RNDN); }
  real(real&& other) noexcept : real() { mpfr_swap(v, other.v); }
  real& operator=(real other) noexcept {
    mpfr_swap(v, other.v);
    return *this;
  }
  ~real() { mpfr_clear(v); }

  friend real operator+(real const& a, real const& b) { return made(mpfr_add, a, b); }
  friend real operator-(real const& a, real const& b) { return made(mpfr_sub, a, b); }
  friend real operator*(real const& a, real const& b) { return made(mpfr_mul, a, b); }
  friend real operator/(real const& a, real const& b) { return made(mpfr_div, a, b); }
  friend real operator-(real const& a) { return made(mpfr_neg, a); }
  friend bool operator<(real const& a, real const& b) { return mpfr_less_p(a.v, b.v) != 0; }
  friend bool operator>(real const& a, real const& b) { return b < a; }
  friend bool operator==(real const& a, real const& b) { return mpfr_equal_p(a.v, b.v) != 0; }
  bool is_nan() const { return mpfr_nan_p(v) != 0; }

  /// A function of MPFR.
  template <class F, class... Operands>
  static real made(F f, Operands const&... operands) {
    real result;
    f(result.v, operands.v..., MPFR_RNDN);
    return result;
  }

  mpfr_t v;
};

inline real nothing() { return real(); }  // MPFR's new numbers are NaN: what is not judged

inline real exp(real const& x) { return real::made(mpfr_exp, x); }
inline real log(real const& x) { return real::made(mpfr_log, x); }
inline real sqrt(real const& x) { return real::made(mpfr_sqrt, x); }
inline real abs(real const& x) { return real::made(mpfr_abs, x); }
inline real pow(real const& x, real const& y) { return real::made(mpfr_pow, x, y); }
inline real cosh(real const& x) { return real::made(mpfr_cosh, x); }
inline real square(real const& x) { return x * x; }

}  // namespace derivatives
