// SPDX-License-Identifier: BSL-1.0
// The row list is gone when the binding is used.
// EXPECT: a temporary row list is gone before the run; give rows a variable or a span of it
// EXPECT: row_list_does_not_outlive_the_binding<
#include <tapeless/tapeless.hpp>

#include <vector>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = tapeless::batch<8>(sum(square(x)));
using squares = tapeless::program<float, y>;
std::vector<float> const measured(32);
std::vector<std::uint32_t> chosen();

float run(squares::workspace& memory) {
  auto const samples = bind(x, measured, tapeless::rows{chosen()});  // EXPECT-LINE
  return squares::run(memory, samples)[y][0];
}
