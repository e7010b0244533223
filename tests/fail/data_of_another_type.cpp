// SPDX-License-Identifier: BSL-1.0
// double data for a program in float: nothing is copied, so nothing is converted.
// EXPECT: what is bound has another element type than the program
// EXPECT: named<'x'>, double, float>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;

float run(squares::workspace& memory) {
  double const data[4]{1, 2, 3, 4};
  return squares::run(memory, bind(x, data))[y];  // EXPECT-LINE
}
