// SPDX-License-Identifier: BSL-1.0
// The input is bound, the parameters are forgotten.
// EXPECT: a leaf of the program is not bound: parameters and states are stores
// EXPECT: named<'W'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto y = W * x;
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory) {
  float const data[4]{1, 2, 3, 4};
  return predict::run(memory, bind(x, data))[y](0);  // EXPECT-LINE
}
