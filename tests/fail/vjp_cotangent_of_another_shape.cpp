// SPDX-License-Identifier: BSL-1.0
// A cotangent has the shape of the value.
// EXPECT: vjp(f, x, u) needs a cotangent u of f's shape
// EXPECT: left<3, 1>
// EXPECT: right<4, 1>
#include <tapeless/diff/vjp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto pulled = vjp(tanh(W * x), x, x);  // EXPECT-LINE
constexpr auto twice = pulled + pulled;
