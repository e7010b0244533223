// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "recipe.hpp"

#include <cmath>
#include <numbers>

// What an oracle does not know compares unequal, or is drawn from anywhere.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace oracle {

/// The element-wise operations over the numbers of a tape library, one line for each; `Library` has those that
/// libraries lack or call otherwise. What has no function of that name is written out, so that its derivative is still
/// the library's.
template <class Library, class Number>
struct tape_functions {
  static double number(Number const& x) { return Library::number(x); }
  static Number constant(double x) { return Number(x); }

  static Number unary(op code, Number const& x) {
    switch (code) {
    case op::negate: return -x;
    case op::exp: return exp(x);
    case op::expm1: return exp(x) - 1.0;
    case op::log: return log(x);
    case op::log1p: return log(x + 1.0);
    case op::log2: return log(x) / std::numbers::ln2;
    case op::log10: return log(x) / std::numbers::ln10;
    case op::exp2: return exp(x * std::numbers::ln2);
    case op::isfinite: return constant(std::isfinite(number(x)) ? 1 : 0);
    case op::sqrt: return sqrt(x);
    case op::rsqrt: return 1.0 / sqrt(x);
    case op::cbrt: return Library::cbrt(x);
    case op::square: return x * x;
    case op::absolute: return fabs(x);
    case op::sign: return constant(number(x) > 0 ? 1 : -1);
    case op::floor: return constant(std::floor(number(x)));
    case op::round: return constant(std::nearbyint(number(x)));
    case op::sin: return sin(x);
    case op::cos: return cos(x);
    case op::tan: return tan(x);
    case op::asin: return asin(x);
    case op::acos: return acos(x);
    case op::atan: return atan(x);
    case op::sinh: return sinh(x);
    case op::cosh: return cosh(x);
    case op::tanh: return tanh(x);
    case op::asinh: return asinh(x);
    case op::acosh: return acosh(x);
    case op::atanh: return atanh(x);
    case op::sigmoid: return 1.0 / (1.0 + exp(-x));
    case op::relu: return Library::maximum(x, constant(0));
    case op::softplus: return log(1.0 + exp(x));
    case op::erf: return Library::erf(x);
    case op::erfc: return 1.0 - Library::erf(x);
    case op::stop_gradient: return constant(number(x));
    case op::unary_primitive: return x / (1.0 + x * x);
    default: return constant(std::nan(""));  // no line here: it will not compare equal
    }
  }

  static Number binary(op code, Number const& a, Number const& b) {
    switch (code) {
    case op::add: return a + b;
    case op::subtract: return a - b;
    case op::multiply: return a * b;
    case op::divide: return a / b;
    case op::power: return pow(a, b);
    case op::atan2: return atan2(a, b);
    case op::hypot: return sqrt(a * a + b * b);
    case op::fmod: return a - b * std::trunc(number(a) / number(b));
    case op::maximum: return Library::maximum(a, b);
    case op::minimum: return Library::minimum(a, b);
    case op::greater: return constant(number(a) > number(b) ? 1 : 0);
    case op::greater_equal: return constant(number(a) >= number(b) ? 1 : 0);
    case op::equal: return constant(number(a) == number(b) ? 1 : 0);
    case op::xmuly: return a * b;
    case op::xlogy: return a * log(b);
    case op::xdivy: return a / b;
    case op::logistic_loss: return log(1.0 + exp(a)) - a * b;
    case op::binary_primitive: return a * b / (1.0 + b * b);
    default: return constant(std::nan(""));
    }
  }
};

}  // namespace oracle
