// SPDX-License-Identifier: BSL-1.0
// Nobody says what the input is.
// EXPECT: a leaf of the program is not bound
// EXPECT: missing_binding<
// EXPECT: named<'p', 'i', 'x', 'e', 'l', 's'>
#include <tapeless/tapeless.hpp>

constexpr auto pixels = tapeless::input<"pixels", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto y = W * pixels;
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory, predict::parameters const& params) {
  return predict::run(memory, params)[y](0);  // EXPECT-LINE
}
