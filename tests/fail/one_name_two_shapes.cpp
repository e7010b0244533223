// SPDX-License-Identifier: BSL-1.0
// The second layer's weight was given the first one's name.
// EXPECT: one name stands for leaves of different shape or kind
// EXPECT: named<'W'>
// EXPECT: left<3, 16>
// EXPECT: right<16, 4>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W1 = tapeless::parameter<"W", 16, 4>;
constexpr auto W2 = tapeless::parameter<"W", 3, 16>;
constexpr auto y = W2 * tanh(W1 * x);
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory, predict::parameters const& params) {
  float const data[4]{1, 2, 3, 4};
  return predict::run(memory, bind(x, data), params)[y](0);  // EXPECT-LINE
}
