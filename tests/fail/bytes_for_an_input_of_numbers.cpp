// SPDX-License-Identifier: BSL-1.0
// Bytes are bound to an input of integers only.
// EXPECT: what is bound has another element type than the program
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto length = norm(x);
using program = tl::program<float, length>;

int main() {
  program::workspace memory{};
  std::array<std::uint8_t, 3> const frame{1, 2, 3};
  return program::run(memory, bind(x, frame)) ? 0 : 1;  // EXPECT-LINE
}
