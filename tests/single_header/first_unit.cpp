// SPDX-License-Identifier: BSL-1.0
// Two translation units share a model. Compiled with the single header and with the headers: both print the same.
#include "model.hpp"

#include <cstdio>

float step_of_second_unit();

int main() {
  tapeless::initialize(model::parameters, tapeless::initializer::glorot{}, 7);
  float const first = model::step();
  float const second = step_of_second_unit();
  float const third = model::step();
  std::printf("losses %a %a %a\n", static_cast<double>(first), static_cast<double>(second), static_cast<double>(third));
  return first > second && second > third && third > 0 ? 0 : 1;
}
