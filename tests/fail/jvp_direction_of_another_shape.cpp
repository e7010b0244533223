// SPDX-License-Identifier: BSL-1.0
// A direction has the shape of what moves.
// EXPECT: jvp(f, x, dx) needs a direction dx of x's shape
// EXPECT: left<4, 1>
// EXPECT: right<3, 1>
#include <tapeless/diff/jvp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto d = tapeless::input<"d", 3>;
constexpr auto moved = jvp(tanh(W * x), x, d);  // EXPECT-LINE
constexpr auto twice = moved + moved;
