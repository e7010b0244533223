// SPDX-License-Identifier: BSL-1.0
// EXPECT: store[W], the leaf itself, or by its name
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = W * x;
using linear = tl::program<float, y>;
void fill(linear::parameters& weights) {
  weights["W"](0, 0) = 1;  // EXPECT-LINE
}
