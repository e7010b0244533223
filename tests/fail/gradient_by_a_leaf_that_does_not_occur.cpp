// SPDX-License-Identifier: BSL-1.0
// Misspelt: the loss is one of W, and its gradient by w would be zero.
// EXPECT: a derivative by x of an f in which x does not stand
// EXPECT: function_of(f, x)
// EXPECT: derivative_by_what_is_absent<
// EXPECT: named<'w'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 4>;
constexpr auto w = tapeless::parameter<"w", 4>;
constexpr auto loss = square(dot(W, x));
constexpr auto update = tapeless::assign(W, W - 0.1 * tapeless::grad(loss, w));
using step = tapeless::program<float, loss, update>;

float run(step::workspace& memory, step::parameters& parameters, std::span<float const, 4> data) {
  return step::run(memory, bind(x, data), parameters)[loss];  // EXPECT-LINE
}
