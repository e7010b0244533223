// SPDX-License-Identifier: BSL-1.0
// A run in parts that lacks a binding is one error, and nothing about the calls behind it.
// EXPECT: named<'y'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto f = dot(x, y);
using program = tl::program<float, f>;
float run(program::workspace& memory, std::span<float const> xs) {
  auto parts = program::start(memory, bind(x, xs));  // EXPECT-LINE
  while (parts.advance()) continue;
  return parts.result()[f][0];
}
