// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/pack.hpp"

#include <mpfr.h>

#include <cmath>
#include <cstdint>
#include <limits>

/// The functions of the room with their references: the C library in double, several numbers at once where it can, and
/// in long double; MPFR. A function is a type: `of` is ours, `special` says in words what it is where formulas do not
/// hold.
namespace exhaustive {

namespace math = tapeless::math;

#if defined(TAPELESS_VECTOR_LIBM) && defined(__AVX512F__)
typedef double doubles __attribute__((vector_size(64)));
#define TAPELESS_VECTOR_NAME(name) _ZGVeN8v_##name
#elif defined(TAPELESS_VECTOR_LIBM) && defined(__AVX2__)
typedef double doubles __attribute__((vector_size(32)));
#define TAPELESS_VECTOR_NAME(name) _ZGVdN4v_##name
#else
#undef TAPELESS_VECTOR_LIBM
struct doubles {};
#endif

template <class F>
inline constexpr bool has_vector_reference = requires(doubles x) {
  F::exact(x);
};

/// From where to where a function's time is measured.
struct range {
  double low = -3;
  double high = 3;
};

#define TAPELESS_EXHAUSTIVE(name, standard, multiple_precision)                                                        \
  static constexpr char const* called = #name;                                                                         \
  template <class V>                                                                                                   \
  [[gnu::always_inline]] static V of(V x) {                                                                            \
    using math::name;                                                                                                  \
    return name(x);                                                                                                    \
  }                                                                                                                    \
  static double exact(double x) { return standard(x); }                                                                \
  static long double exact(long double x) { return standard(x); }                                                      \
  static void exact(mpfr_t result, mpfr_t x) { multiple_precision; }

/// The vector functions call the scalar ones where they do not know better, so they are not asked there: beyond `low`
/// and `high` the result is that of the next number within, which rounds to the same float, or NaN if `otherwise` is.
#if defined(TAPELESS_VECTOR_LIBM)
template <doubles (*f)(doubles)>
doubles between(doubles x, double low, double high, double otherwise, double within) {
  auto const outside = (x < low) | (x > high);
  if (otherwise == otherwise) return f(x < low ? doubles{} + low : x > high ? doubles{} + high : x);
  return outside ? doubles{} + otherwise : f(outside ? doubles{} + within : x);
}
#define TAPELESS_EXHAUSTIVE_VECTOR(name, low, high, otherwise, within)                                                 \
  extern "C" doubles TAPELESS_VECTOR_NAME(name)(doubles);                                                              \
  struct vector_##name {                                                                                               \
    static doubles exact(doubles x) { return between<TAPELESS_VECTOR_NAME(name)>(x, low, high, otherwise, within); }   \
  };
#else
#define TAPELESS_EXHAUSTIVE_VECTOR(name, low, high, otherwise, within)                                                 \
  struct vector_##name {                                                                                               \
    static void exact() {}                                                                                             \
  };
#endif

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
TAPELESS_EXHAUSTIVE_VECTOR(exp, -120, 120, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(expm1, -60, 120, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(log, 0, unbounded, undefined, 1)
TAPELESS_EXHAUSTIVE_VECTOR(log1p, -1, unbounded, undefined, 1)
TAPELESS_EXHAUSTIVE_VECTOR(log2, 0, unbounded, undefined, 1)
TAPELESS_EXHAUSTIVE_VECTOR(cbrt, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(sin, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(cos, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(tan, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(asin, -1, 1, undefined, 0)
TAPELESS_EXHAUSTIVE_VECTOR(acos, -1, 1, undefined, 0)
TAPELESS_EXHAUSTIVE_VECTOR(atan, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(sinh, -120, 120, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(cosh, -120, 120, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(tanh, -30, 30, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(asinh, -unbounded, unbounded, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(acosh, 1, unbounded, undefined, 2)
TAPELESS_EXHAUSTIVE_VECTOR(atanh, -1, 1, undefined, 0)
TAPELESS_EXHAUSTIVE_VECTOR(erf, -7, 7, 0, 0)
TAPELESS_EXHAUSTIVE_VECTOR(erfc, -7, 12, 0, 0)

#define TAPELESS_EXHAUSTIVE_STANDARD(name, low, high, words)                                                           \
  struct name : vector_##name {                                                                                        \
    using vector_##name::exact;                                                                                        \
    TAPELESS_EXHAUSTIVE(name, std::name, mpfr_##name(result, x, MPFR_RNDN))                                            \
    static constexpr range timed{low, high};                                                                           \
    static constexpr char const* special = words;                                                                      \
  };

TAPELESS_EXHAUSTIVE_STANDARD(exp, -3, 3, "exp(−∞) = 0, exp(∞) = ∞")
TAPELESS_EXHAUSTIVE_STANDARD(expm1, -3, 3, "expm1(−∞) = −1, expm1(∞) = ∞, expm1(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(log, 0.01, 100, "log(±0) = −∞, log(∞) = ∞, NaN below 0")
TAPELESS_EXHAUSTIVE_STANDARD(log1p, -0.9, 3, "log1p(−1) = −∞, log1p(∞) = ∞, log1p(−0) = −0, NaN below −1")
TAPELESS_EXHAUSTIVE_STANDARD(log2, 0.01, 100, "log2(±0) = −∞, log2(∞) = ∞, NaN below 0; exact for powers of two")
TAPELESS_EXHAUSTIVE_STANDARD(cbrt, -3, 3, "cbrt(±∞) = ±∞, cbrt(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(asin, -1, 1, "asin(−0) = −0, NaN beyond ±1")
TAPELESS_EXHAUSTIVE_STANDARD(acos, -1, 1, "acos(1) = 0, NaN beyond ±1")
TAPELESS_EXHAUSTIVE_STANDARD(atan, -3, 3, "atan(±∞) = ±π/2, atan(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(sinh, -3, 3, "sinh(±∞) = ±∞, sinh(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(cosh, -3, 3, "cosh(±∞) = ∞")
TAPELESS_EXHAUSTIVE_STANDARD(tanh, -3, 3, "tanh(±∞) = ±1, tanh(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(asinh, -3, 3, "asinh(±∞) = ±∞, asinh(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(acosh, 1, 10, "acosh(1) = 0, acosh(∞) = ∞, NaN below 1")
TAPELESS_EXHAUSTIVE_STANDARD(atanh, -1, 1, "atanh(±1) = ±∞, atanh(−0) = −0, NaN beyond ±1")
TAPELESS_EXHAUSTIVE_STANDARD(erf, -3, 3, "erf(±∞) = ±1, erf(−0) = −0")
TAPELESS_EXHAUSTIVE_STANDARD(erfc, -3, 3, "erfc(∞) = 0, erfc(−∞) = 2")

TAPELESS_EXHAUSTIVE_STANDARD(sin, -3, 3, "sin(−0) = −0, sin(±∞) = NaN")
TAPELESS_EXHAUSTIVE_STANDARD(cos, -3, 3, "cos(±∞) = NaN")
TAPELESS_EXHAUSTIVE_STANDARD(tan, -3, 3, "tan(−0) = −0, tan(±∞) = NaN")

struct sqrt {
  TAPELESS_EXHAUSTIVE(sqrt, std::sqrt, mpfr_sqrt(result, x, MPFR_RNDN))
  static constexpr range timed{0.01, 100};
  static constexpr char const* special = "sqrt(−0) = −0, sqrt(∞) = ∞, NaN below 0";
};
struct rsqrt {
  template <class E>
  static E root(E x) {
    return 1 / std::sqrt(x);
  }
  TAPELESS_EXHAUSTIVE(rsqrt, root, mpfr_rec_sqrt(result, x, MPFR_RNDN))
  static constexpr range timed{0.01, 100};
  static constexpr char const* special = "rsqrt(±0) = ±∞, rsqrt(∞) = 0, NaN below 0";
};
struct floor {
  TAPELESS_EXHAUSTIVE(floor, std::floor, mpfr_rint_floor(result, x, MPFR_RNDN))
  static constexpr range timed{};
  static constexpr char const* special = "exact";
};
struct round {
  TAPELESS_EXHAUSTIVE(round, std::nearbyint, mpfr_rint_roundeven(result, x, MPFR_RNDN))
  static constexpr range timed{};
  static constexpr char const* special = "exact; halves to the even integer";
};

struct sigmoid {
  template <class E>
  static E logistic(E x) {
    E const e = std::exp(-std::fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }
#if defined(TAPELESS_VECTOR_LIBM)
  static doubles exact(doubles x) {
    doubles const e = vector_exp::exact(x < 0 ? x : -x);
    return (x < 0 ? e : doubles{} + 1) / (1 + e);
  }
#endif
  static void precise(mpfr_t result, mpfr_t x) {
    mpfr_neg(result, x, MPFR_RNDN);
    mpfr_exp(result, result, MPFR_RNDN);
    mpfr_add_ui(result, result, 1, MPFR_RNDN);
    mpfr_ui_div(result, 1, result, MPFR_RNDN);
  }
  TAPELESS_EXHAUSTIVE(sigmoid, logistic, precise(result, x))
  static constexpr range timed{};
  static constexpr char const* special = "sigmoid(−∞) = 0, sigmoid(∞) = 1";
};
struct softplus {
  template <class E>
  static E rectifier(E x) {
    return std::log1p(std::exp(-std::fabs(x))) + (x < 0 ? 0 : x);
  }
#if defined(TAPELESS_VECTOR_LIBM)
  static doubles exact(doubles x) {
    return vector_log1p::exact(vector_exp::exact(x < 0 ? x : -x)) + (x < 0 ? doubles{} : x);
  }
#endif
  static void precise(mpfr_t result, mpfr_t x) {
    mpfr_abs(result, x, MPFR_RNDN);
    mpfr_neg(result, result, MPFR_RNDN);
    mpfr_exp(result, result, MPFR_RNDN);
    mpfr_log1p(result, result, MPFR_RNDN);
    if (mpfr_sgn(x) > 0) mpfr_add(result, result, x, MPFR_RNDN);
  }
  TAPELESS_EXHAUSTIVE(softplus, rectifier, precise(result, x))
  static constexpr range timed{};
  static constexpr char const* special = "softplus(−∞) = 0, softplus(∞) = ∞";
};

#undef TAPELESS_EXHAUSTIVE
#undef TAPELESS_EXHAUSTIVE_PERIODIC
#undef TAPELESS_EXHAUSTIVE_STANDARD
#undef TAPELESS_EXHAUSTIVE_VECTOR

template <class... F>
struct function_list {
  template <class Visitor>
  static void for_each(Visitor const& visit) {
    (visit(F{}), ...);
  }
};
using all_functions = function_list<exp, expm1, log, log1p, log2, sqrt, rsqrt, cbrt, floor, round, sin, cos, tan, asin,
                                    acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, softplus, erf, erfc>;

}  // namespace exhaustive
