// SPDX-License-Identifier: BSL-1.0
// A copied line whose name was not changed.
// EXPECT: one name is defined twice, differently
// EXPECT: named<'h'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W1 = tapeless::parameter<"W1", 4, 4>;
constexpr auto W2 = tapeless::parameter<"W2", 4, 4>;
constexpr auto h1 = tapeless::define<"h">(tanh(W1 * x));
constexpr auto h2 = tapeless::define<"h">(tanh(W2 * h1));
constexpr auto y = sum(h2);
using predict = tapeless::program<float, y>;

float run(predict::workspace& memory, predict::parameters const& params) {
  float const data[4]{1, 2, 3, 4};
  return predict::run(memory, bind(x, data), params)[y];  // EXPECT-LINE
}
