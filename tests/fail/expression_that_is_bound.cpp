// SPDX-License-Identifier: BSL-1.0
// EXPECT: bind gives data to a leaf, an input, a label or a scalar; an expression is computed from them
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto h = tanh(x);
constexpr auto y = sum(h);
using total = tl::program<float, y>;
float first(total::workspace& memory, std::span<float const> data) {
  return total::run(memory, bind(h, data))[y];  // EXPECT-LINE
}
