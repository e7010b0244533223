// SPDX-License-Identifier: BSL-1.0
// The vector is gone when the binding is used.
// EXPECT: a temporary that owns its memory is gone before the run; bind a variable or a span of it
// EXPECT: data_does_not_outlive_the_binding<
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

#include <vector>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;
std::vector<float> measured();

float run(squares::workspace& memory) {
  auto const sample = bind(x, measured());  // EXPECT-LINE
  return squares::run(memory, sample)[y];
}
