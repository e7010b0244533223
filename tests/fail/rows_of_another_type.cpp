// SPDX-License-Identifier: BSL-1.0
// EXPECT: the numbers of a row list are std::uint32_t; see row_list_of_another_type<given>
// EXPECT: row_list_of_another_type<int>
#include <tapeless/tapeless.hpp>

#include <vector>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto y = tapeless::batch<8>(sum(square(x)));
using squares = tapeless::program<float, y>;
std::vector<float> const measured(32);
std::vector<int> const chosen{1, 2};

float run(squares::workspace& memory) {
  return squares::run(memory, bind(x, measured, tapeless::rows{chosen}))[y][0];  // EXPECT-LINE
}
