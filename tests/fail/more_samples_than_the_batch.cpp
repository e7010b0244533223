// SPDX-License-Identifier: BSL-1.0
// Three samples for a program of two.
// EXPECT: the bound data holds more samples than the program takes
// EXPECT: named<'x'>, 8, 12>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = tapeless::batch_mean(tapeless::batch<2>(sum(x)));
using summing = tapeless::program<float, y>;

float total(summing::workspace& memory) {
  float const data[12]{};
  return summing::run(memory, bind(x, data))[y];  // EXPECT-LINE
}
