// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

namespace tapeless::graph {

/// The value of a user's primitive as plain functions; a function of one number ignores the second. Kernels call them
/// through a constant pointer, which compilers inline.
struct primitive_values {
  float (*in_float)(float, float);
  double (*in_double)(double, double);

  constexpr float operator()(float a, float b) const { return in_float(a, b); }
  constexpr double operator()(double a, double b) const { return in_double(a, b); }
};

}  // namespace tapeless::graph
