// SPDX-License-Identifier: BSL-1.0
// EXPECT: a program computes expressions and assignments, or tuples of these
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto f = sum(x);
constexpr double g = 2;
using program = tl::program<float, f, g>;
float first(program::workspace& memory, std::span<float const> data) {  // EXPECT-LINE
  return program::run(memory, bind(x, data))[f];
}
