// SPDX-License-Identifier: BSL-1.0
// The name is the program's, the shape is not: samples would be read where none begin.
// EXPECT: what is bound is left<rows, columns>, the program's leaf of that name right<rows, columns>
// EXPECT: bound_to_another_shape<
// EXPECT: left<2, 2>
// EXPECT: right<4, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;

float run(squares::workspace& memory, std::span<float const, 4> data) {
  return squares::run(memory, bind(tapeless::input<"x", 2, 2>, data))[y];  // EXPECT-LINE
}
