// SPDX-License-Identifier: BSL-1.0
// The rate does not stand in the program: the data of another one was bound.
// EXPECT: the program has no leaf for what is bound
// EXPECT: if_needed(bind(leaf, data))
// EXPECT: binding_nobody_needs<
// EXPECT: named<'r', 'a', 't', 'e'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto rate = tapeless::scalar<"rate">;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;

float run(squares::workspace& memory, std::span<float const, 4> data) {
  return squares::run(memory, bind(x, data), bind(rate, 0.1f))[y];  // EXPECT-LINE
}
