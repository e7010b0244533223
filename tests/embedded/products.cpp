// SPDX-License-Identifier: BSL-1.0
// Kernels of products on this core, against plain loops: the same bits in any shape.
#include "report.hpp"

#include "../kernel/scalar_shapes.hpp"

int main() {
  int const wrong = scalar_shapes::first_wrong();
  report("first_wrong_shape", static_cast<float>(wrong));
  return wrong;
}
