// SPDX-License-Identifier: BSL-1.0
// A value of one sample takes a cotangent of one sample.
// EXPECT: vjp(f, x, u): u has a batch axis that f has not
// EXPECT: batch_of<0>
// EXPECT: batch_of<8>
#include <tapeless/diff/vjp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 4, 4>;
constexpr auto pulled = vjp(tanh(W * x), W, tapeless::batch<8>(x));  // EXPECT-LINE
constexpr auto twice = pulled + pulled;
