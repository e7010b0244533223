// SPDX-License-Identifier: BSL-1.0
// One of them would be taken in silence.
// EXPECT: a leaf of the program is bound twice
// EXPECT: bound_twice<
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;

float run(squares::workspace& memory, std::span<float const, 4> data, std::span<float const, 4> more) {
  return squares::run(memory, bind(x, data), bind(x, more))[y];  // EXPECT-LINE
}
