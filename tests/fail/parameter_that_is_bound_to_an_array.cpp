// SPDX-License-Identifier: BSL-1.0
// `evaluate` takes it, a program does not.
// EXPECT: a parameter or a state is not bound: its values live in a store
// EXPECT: named<'W'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto y = W * x;
using predict = tl::program<float, y>;
float first(predict::workspace& memory, std::span<float const> data, std::array<float, 12> const& weights) {
  return predict::run(memory, bind(x, data), tl::bind(W, weights))[y](0);  // EXPECT-LINE
}
