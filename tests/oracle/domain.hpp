// SPDX-License-Identifier: BSL-1.0
// Where the operations are smooth and well conditioned: the generator applies them to such numbers only, so that a
// difference between two derivatives is an error and not rounding.
#pragma once

#include "recipe.hpp"

// What an oracle does not know compares unequal, or is drawn from anywhere.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace oracle {

/// The distance kept from a kink, a jump or a branch cut. Much larger than the steps of the generator's difference
/// quotient.
inline constexpr double margin = 0.05;

constexpr double size_of(double x) { return x < 0 ? -x : x; }

/// An element-wise operation of one operand, and the interval it is applied in.
struct unary_entry {
  op code;
  double low;
  double high;
};
inline constexpr unary_entry unary_table[]{
    {op::negate, -8, 8},   {op::exp, -4, 2},           {op::expm1, -4, 2},
    {op::log, 0.2, 8},     {op::log1p, -0.7, 8},       {op::log2, 0.2, 8},
    {op::sqrt, 0.1, 8},    {op::rsqrt, 0.2, 8},        {op::cbrt, -8, 8},
    {op::square, -3, 3},   {op::absolute, -8, 8},      {op::sign, -8, 8},
    {op::floor, -8, 8},    {op::round, -8, 8},         {op::sin, -8, 8},
    {op::cos, -8, 8},      {op::tan, -1.2, 1.2},       {op::asin, -0.9, 0.9},
    {op::acos, -0.9, 0.9}, {op::atan, -8, 8},          {op::sinh, -2, 2},
    {op::cosh, -2, 2},     {op::tanh, -3, 3},          {op::asinh, -8, 8},
    {op::acosh, 1.2, 8},   {op::atanh, -0.9, 0.9},     {op::sigmoid, -4, 4},
    {op::relu, -8, 8},     {op::softplus, -4, 4},      {op::erf, -1.5, 1.5},
    {op::erfc, -1.5, 1.5}, {op::stop_gradient, -8, 8}, {op::unary_primitive, -8, 8},
    {op::exp2, -4, 2},     {op::log10, 0.2, 8},        {op::isfinite, -8, 8},
};

inline constexpr op binary_table[]{
    op::add,     op::subtract,      op::multiply,         op::divide,        op::power, op::atan2, op::hypot,
    op::maximum, op::minimum,       op::greater,          op::greater_equal, op::equal, op::xmuly, op::xlogy,
    op::xdivy,   op::logistic_loss, op::binary_primitive, op::fmod,
};

/// The interval of a binary operation's left and right operand.
struct interval {
  double low;
  double high;
};
constexpr interval left_interval(op code) { return code == op::power ? interval{0.3, 3} : interval{-8, 8}; }
constexpr interval right_interval(op code) {
  switch (code) {
  case op::divide:
  case op::fmod:
  case op::xdivy:
  case op::xlogy: return {0.3, 8};
  case op::power: return {-2.5, 2.5};
  default: return {-8, 8};
  }
}

constexpr double distance_to_integer(double x) {
  double const rest = size_of(x) - static_cast<double>(static_cast<int>(size_of(x)));
  return rest < 0.5 ? rest : 1 - rest;
}
constexpr bool is_smooth(op code, double x) {
  switch (code) {
  case op::absolute:
  case op::sign:
  case op::relu:
  case op::select: return size_of(x) > margin;
  case op::cbrt: return size_of(x) > 0.2;  // its second derivative is a power −5/3
  case op::floor: return distance_to_integer(x) > margin;
  case op::round: return distance_to_integer(x + 0.5) > margin;
  default: return true;
  }
}
constexpr bool is_smooth(op code, double a, double b) {
  switch (code) {
  case op::maximum:
  case op::minimum:
  case op::greater:
  case op::greater_equal:
  case op::equal:
  case op::max: return size_of(a - b) > margin;
  case op::fmod: return distance_to_integer(a / b) > margin;
  case op::hypot: return a * a + b * b > 0.1;
  case op::atan2: return a * a + b * b > 0.1 && (b > 0 || size_of(a) > margin);
  default: return true;
  }
}

}  // namespace oracle
