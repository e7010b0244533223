// SPDX-License-Identifier: BSL-1.0
// A row list keeps eight numbers; a longer one has to lie somewhere.
// EXPECT: more than 8 rows in braces are not kept; give rows a variable or a span of it
// EXPECT: row_list_does_not_outlive_the_binding<
#include <tapeless/tapeless.hpp>

#include <vector>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = tapeless::batch<16>(sum(square(x)));
using squares = tapeless::program<float, y>;
std::vector<float> const measured(64);

float run(squares::workspace& memory) {
  auto const samples = bind(x, measured, tapeless::rows{0, 1, 2, 3, 4, 5, 6, 7, 8});  // EXPECT-LINE
  return squares::run(memory, samples)[y][0];
}
