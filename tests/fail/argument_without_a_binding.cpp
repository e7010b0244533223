// SPDX-License-Identifier: BSL-1.0
// The data itself instead of bind(x, data).
// EXPECT: run takes bind(leaf, data), parameter stores and state stores
// EXPECT: no_binding<float
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;

float run(squares::workspace& memory) {
  float const data[4]{1, 2, 3, 4};
  return squares::run(memory, data)[y];  // EXPECT-LINE
}
