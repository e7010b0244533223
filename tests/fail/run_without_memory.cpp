// SPDX-License-Identifier: BSL-1.0
// EXPECT: run begins with the memory: program::workspace memory; program::run(memory, bind(leaf, data), ..., parameters)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto y = W * x;
using predict = tl::program<float, y>;
float first(predict::parameters const& weights, std::span<float const> data) {
  auto const answer = predict{}(bind(x, data), weights);  // EXPECT-LINE
  return answer ? answer[y](0) : -1.0F;
}
