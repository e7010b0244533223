// SPDX-License-Identifier: BSL-1.0
// EXPECT: the memory of a run is its first argument, a variable: program::run(memory, bind(leaf, data), ..., parameters)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = sum(x);
using total = tl::program<float, y>;
float first(total::workspace& memory, std::span<float const> data) {
  return total::run(bind(x, data), memory)[y];  // EXPECT-LINE
}
