// SPDX-License-Identifier: BSL-1.0
// EXPECT: a derivative by x of an f in which x stands in training and in inference mode, with two values
// EXPECT: shape_of<2, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto doubled = tl::in_mode(2 * x, x);
constexpr auto slope = tl::grad(sum(square(tl::training(doubled) - doubled)), doubled);
using slopes = tl::program<float, slope>;
float first(slopes::workspace& memory, std::span<float const> data) {
  return slopes::run(memory, bind(x, data))[slope](0);  // EXPECT-LINE
}
