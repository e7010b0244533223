// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "jet.hpp"
#include "tapeless/tapeless.hpp"

#include <array>

namespace derivatives {

namespace tl = tapeless;

/// Every element-wise operation, activation and loss of one number: `visit` takes its name, its expression and its
/// reference.
template <class Visit>
void functions_of_one_number(Visit visit) {
#define TAPELESS_SAME(name)                                                                                            \
  visit(                                                                                                               \
      #name, [](auto const& x) { return tl::name(x); }, [](jet const& x) { return name(x); })
  TAPELESS_SAME(exp);
  TAPELESS_SAME(expm1);
  TAPELESS_SAME(log);
  TAPELESS_SAME(log1p);
  TAPELESS_SAME(log2);
  TAPELESS_SAME(exp2);
  TAPELESS_SAME(log10);
  TAPELESS_SAME(sqrt);
  TAPELESS_SAME(rsqrt);
  TAPELESS_SAME(cbrt);
  TAPELESS_SAME(square);
  TAPELESS_SAME(sin);
  TAPELESS_SAME(cos);
  TAPELESS_SAME(tan);
  TAPELESS_SAME(asin);
  TAPELESS_SAME(acos);
  TAPELESS_SAME(atan);
  TAPELESS_SAME(sinh);
  TAPELESS_SAME(cosh);
  TAPELESS_SAME(tanh);
  TAPELESS_SAME(asinh);
  TAPELESS_SAME(acosh);
  TAPELESS_SAME(atanh);
  TAPELESS_SAME(sigmoid);
  TAPELESS_SAME(softplus);
  TAPELESS_SAME(erf);
  TAPELESS_SAME(erfc);
  TAPELESS_SAME(softsign);
#undef TAPELESS_SAME
  visit(
      "abs", [](auto const& x) { return tl::abs(x); }, [](jet const& x) { return absolute(x); });
  visit(
      "relu", [](auto const& x) { return tl::relu(x); }, [](jet const& x) { return where(x, x, constant(0)); });
  visit(
      "pow(x, 3)", [](auto const& x) { return tl::pow(x, 3); }, [](jet const& x) { return power(x, 3); });
  visit(
      "pow(x, -2)", [](auto const& x) { return tl::pow(x, -2); }, [](jet const& x) { return power(x, -2); });
  visit(
      "pow(x, 2.5)", [](auto const& x) { return tl::pow(x, 2.5); }, [](jet const& x) { return power(x, 2.5); });
  visit(
      "clamp(x, -1, 1)", [](auto const& x) { return tl::clamp(x, -1, 1); },
      [](jet const& x) { return clamp(x, -1, 1); });
  visit(
      "leaky_relu", [](auto const& x) { return tl::leaky_relu(x); },
      [](jet const& x) { return where(x, x, 0.01 * x); });
  visit(
      "gelu", [](auto const& x) { return tl::gelu(x); },
      [](jet const& x) { return 0.5 * (x * erfc(-1 / sqrt(real(2)) * x)); });
  visit(
      "gelu_tanh", [](auto const& x) { return tl::gelu_tanh(x); },
      [](jet const& x) {
        return x * sigmoid(real(2 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi) * (x + 0.044715 * (x * x * x)));
      });
  visit(
      "silu", [](auto const& x) { return tl::silu(x); }, [](jet const& x) { return x * sigmoid(x); });
  visit(
      "elu", [](auto const& x) { return tl::elu(x); }, [](jet const& x) { return where(x, x, expm1(x)); });
  visit(
      "selu", [](auto const& x) { return tl::selu(x); },
      [](jet const& x) {
        return 1.0507009873554804934193349852946 * where(x, x, 1.6732632423543772848170429916717 * expm1(x));
      });
  visit(
      "celu", [](auto const& x) { return tl::celu(x, 2.0); },
      [](jet const& x) { return where(x, x, 2 * expm1(0.5 * x)); });
  visit(
      "mish", [](auto const& x) { return tl::mish(x); }, [](jet const& x) { return x * tanh(softplus(x)); });
  visit(
      "gaussian", [](auto const& x) { return tl::gaussian(x); }, [](jet const& x) { return exp(-square(x)); });
  visit(
      "relu6", [](auto const& x) { return tl::relu6(x); }, [](jet const& x) { return clamp(x, 0, 6); });
  visit(
      "hard_sigmoid", [](auto const& x) { return tl::hard_sigmoid(x); },
      [](jet const& x) { return real(1) / 6 * clamp(x + constant(3), 0, 6); });
  visit(
      "hard_swish", [](auto const& x) { return tl::hard_swish(x); },
      [](jet const& x) {
        jet const gate = real(1) / 6 * clamp(x + constant(3), 0, 6);
        return gate.value == 0 ? gate : gate.value == 1 && !gate.first.is_nan() ? x : x * gate;
      });
  visit(
      "fast_tanh", [](auto const& x) { return tl::fast_tanh(x); },
      [](jet const& x) {
        if (abs(x.value) > 3) return constant(x.value < 0 ? -1 : 1);
        if (abs(x.value) == 3) return jet{x.value / 3, nothing(), nothing()};
        jet const s = x * x;
        return x * ((constant(27) + s) * power(constant(27) + real(9) * s, -1));
      });
}

/// f, ∂f/∂x, ∂f/∂y, ∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y².
using jet_of_two = std::array<real, 6>;

inline jet_of_two power(real const& x, real const& y) {
  real const f = pow(x, y);
  real const l = log(x);
  if (x < 0 && abs(y) > 0x1p20)
    return {f, nothing(), nothing(), nothing(), nothing(), nothing()};  // y - 1 may be rounded to an even y
  return {f, y * pow(x, y - 1), f * l, y * (y - 1) * pow(x, y - 2), pow(x, y - 1) * (1 + y * l), f * square(l)};
}
inline jet_of_two atan2(real const& y, real const& x) {
  real const s = square(x) + square(y);
  return {real::made(mpfr_atan2, y, x), x / s, -y / s, -2 * x * y / square(s), (y - x) * (y + x) / square(s),
          2 * x * y / square(s)};
}
inline jet_of_two hypot(real const& x, real const& y) {
  real const h = sqrt(square(x) + square(y));
  real const cube = h * h * h;
  return {h, x / h, y / h, square(y) / cube, -x * y / cube, square(x) / cube};
}
inline jet_of_two over_hypot(real const& x, real const& y) {
  real const h = sqrt(square(x) + square(y));
  real const cube = h * h * h;
  real const fifth = cube * h * h;
  return {x / h,
          square(y) / cube,
          -x * y / cube,
          -3 * x * square(y) / fifth,
          y * (2 * square(x) - square(y)) / fifth,
          x * (2 * square(y) - square(x)) / fifth};
}
inline jet_of_two quotient(real const& x, real const& y) {
  return {x / y, 1 / y, -x / square(y), 0, -1 / square(y), 2 * x / (square(y) * y)};
}
inline jet_of_two xlogy(real const& x, real const& y) {
  if (x == 0) return {0, log(y), nothing(), 0, nothing(), nothing()};
  return {x * log(y), log(y), x / y, 0, 1 / y, -x / square(y)};
}
inline jet_of_two logistic_loss(real const& z, real const& y) {
  if (y < 0 || y > 1) return {};  // NaN: y is a probability
  jet const s = softplus({z, 1, 0});
  return {s.value - z * y, s.first - y, -z, s.second, -1, 0};
}
/// x − y·trunc(x/y). At a multiple of y it jumps, and its derivatives are conventions.
inline jet_of_two remainder(real const& x, real const& y) {
  real const f = real::made(mpfr_fmod, x, y);
  if (f.is_nan()) return {};
  if (f == 0) return {f, nothing(), nothing(), nothing(), nothing(), nothing()};
  return {f, 1, (f - x) / y, 0, 0, 0};
}

/// The same of two numbers.
template <class Visit>
void functions_of_two_numbers(Visit visit) {
  visit(
      "x % y", [](auto const& x, auto const& y) { return x % y; },
      [](real const& x, real const& y) { return jet_of_two{x * y, y, x, 0, 1, 0}; });
  visit(
      "x / y", [](auto const& x, auto const& y) { return x / y; }, quotient);
  visit(
      "pow(x, y)", [](auto const& x, auto const& y) { return tl::pow(x, y); },
      [](real const& x, real const& y) { return power(x, y); });
  visit(
      "atan2(x, y)", [](auto const& x, auto const& y) { return tl::atan2(x, y); }, atan2);
  visit(
      "hypot(x, y)", [](auto const& x, auto const& y) { return tl::hypot(x, y); }, hypot);
  visit(
      "over_hypot(x, y)", [](auto const& x, auto const& y) { return tl::over_hypot(x, y); }, over_hypot);
  visit(
      "xlogy(x, y)", [](auto const& x, auto const& y) { return tl::xlogy(x, y); }, xlogy);
  visit(
      "xdivy(x, y)", [](auto const& x, auto const& y) { return tl::xdivy(x, y); }, quotient);
  visit(
      "fmod(x, y)", [](auto const& x, auto const& y) { return tl::fmod(x, y); }, remainder);
  visit(
      "maximum(x, y)", [](auto const& x, auto const& y) { return tl::maximum(x, y); },
      [](real const& x, real const& y) {
        if (x == y) return jet_of_two{x, nothing(), nothing(), 0, 0, 0};
        return x < y ? jet_of_two{y, 0, 1, 0, 0, 0} : jet_of_two{x, 1, 0, 0, 0, 0};
      });
  visit(
      "cross-entropy of σ(x) and y",
      [](auto const& x, auto const& y) {
        return -(tl::xlogy(y, tl::sigmoid(x)) + tl::xlogy(1 - y, 1 - tl::sigmoid(x)));
      },
      logistic_loss);
}

}  // namespace derivatives
