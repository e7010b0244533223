// SPDX-License-Identifier: BSL-1.0
// The store belongs to a program without the second layer.
// EXPECT: the bound store holds no such leaf of that shape
// EXPECT: named<'W', '2'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W1 = tapeless::parameter<"W1", 16, 4>;
constexpr auto W2 = tapeless::parameter<"W2", 3, 16>;
constexpr auto hidden = tanh(W1 * x);
constexpr auto y = W2 * hidden;
using first_layer = tapeless::program<float, hidden>;
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory, first_layer::parameters const& params) {
  float const data[4]{1, 2, 3, 4};
  return predict::run(memory, bind(x, data), params)[y](0);  // EXPECT-LINE
}
