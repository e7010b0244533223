// SPDX-License-Identifier: BSL-1.0
// Constants are only read; what is trained has to be in a store beside them.
// EXPECT: the program assigns to a leaf of a constant store
// EXPECT: named<'W'>
#include "tapeless/tapeless.hpp"

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W">;
constexpr auto V = tl::parameter<"V">;
constexpr auto halve = tl::assign(W, W * V);
using program = tl::program<float, halve>;
constexpr program::parameters pretrained{};

int main() {
  program::workspace memory{};
  tl::program<float, V>::parameters trained{};
  return program::run(memory, trained, tl::constants<pretrained>) ? 0 : 1;  // EXPECT-LINE
}
