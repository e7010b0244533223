// SPDX-License-Identifier: BSL-1.0
// What no image of the library may contain: memory from the heap and arithmetic in double precision. The gates must see
// both.
#include "report.hpp"

#include <cstdlib>

namespace {
double volatile input = 2.0;  // volatile: the compiler may not find out that float would do
}

int main() {
  auto* memory = static_cast<double*>(std::malloc(sizeof(double)));
  if (memory == nullptr) return 1;
  *memory = input * input;
  report("square", static_cast<float>(*memory));
  std::free(memory);
  return 0;
}
