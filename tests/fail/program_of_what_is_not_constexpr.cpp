// SPDX-License-Identifier: BSL-1.0
// EXPECT: what a program computes is a constant: constexpr auto y = ...; at namespace scope, or static constexpr within a function
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
auto x = tl::input<"x", 4>;
auto w = tl::parameter<"w", 4>;
auto y = dot(w, tanh(x));
auto rule = assign(w, w - tl::grad(y, w));
using step = tl::program<float, y, rule>;
float first(step::workspace& memory, step::parameters& weights, std::span<float const> data) {  // EXPECT-LINE
  return step::run(memory, bind(x, data), weights)[y];
}
