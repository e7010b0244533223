// SPDX-License-Identifier: BSL-1.0
// EXPECT: a derivative by x of an f in which x does not stand; x is an expression
// EXPECT: shape_of<4, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto slope = tl::grad(sum(tanh(x)), 2 * x);
using slopes = tl::program<float, slope>;
float first(slopes::workspace& memory, std::span<float const> data) {
  return slopes::run(memory, bind(x, data))[slope](0);  // EXPECT-LINE
}
