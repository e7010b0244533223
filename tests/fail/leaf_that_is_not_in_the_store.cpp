// SPDX-License-Identifier: BSL-1.0
// A parameter of another program.
// EXPECT: this store holds no leaf of that name
// EXPECT: named<'V'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto V = tapeless::parameter<"V", 3, 4>;
constexpr auto y = W * x;
using predict = tapeless::program<float, y>;

float first(predict::parameters const& params) {
  return params[V](0, 0);  // EXPECT-LINE
}
