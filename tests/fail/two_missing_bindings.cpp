// SPDX-License-Identifier: BSL-1.0
// Two leaves are missing; the first is reported, once.
// EXPECT: a leaf of the program is not bound
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto gain = tapeless::scalar<"gain">;
constexpr auto y = gain * (W * x);
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory) {
  return predict::run(memory)[y](0);  // EXPECT-LINE
}
