// SPDX-License-Identifier: BSL-1.0
// Three numbers for an input of four.
// EXPECT: the bound data is no whole number of samples
// EXPECT: bound_to_wrong_size<
// EXPECT: named<'x'>, 4, 3>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto y = W * x;
using predict = tapeless::program<float, y>;

float first(predict::workspace& memory, predict::parameters const& params) {
  float const data[3]{1, 2, 3};
  return predict::run(memory, bind(x, data), params)[y](0);  // EXPECT-LINE
}
