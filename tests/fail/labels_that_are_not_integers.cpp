// SPDX-License-Identifier: BSL-1.0
// EXPECT: labels are integers
// EXPECT: named<'y'>, float
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy(softmax(x), y)));
using program = tl::program<float, loss>;

float run(program::workspace& memory, std::span<float const> xs, std::span<float const> ys) {
  return program::run(memory, bind(x, xs), bind(y, ys))[loss];  // EXPECT-LINE
}
