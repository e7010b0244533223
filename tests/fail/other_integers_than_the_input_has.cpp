// SPDX-License-Identifier: BSL-1.0
// An input of bytes takes no other integers, and no numbers.
// EXPECT: what is bound has another element type than the program
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::integer_input<std::uint8_t, "x", 3>;
constexpr auto length = norm(x);
using program = tl::program<float, length>;

int main() {
  program::workspace memory{};
  std::array<std::int16_t, 3> const frame{1, 2, 3};
  return program::run(memory, bind(x, frame)) ? 0 : 1;  // EXPECT-LINE
}
