// SPDX-License-Identifier: BSL-1.0
// Only what a program was asked for can be looked at.
// EXPECT: this expression is no output of the program
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto hidden = W * x;
constexpr auto y = sum(tanh(hidden));
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory, predict::parameters const& params) {
  float const data[4]{1, 2, 3, 4};
  return predict::run(memory, bind(x, data), params)[hidden](0);  // EXPECT-LINE
}
