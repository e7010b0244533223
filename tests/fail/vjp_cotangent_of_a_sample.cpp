// SPDX-License-Identifier: BSL-1.0
// A sum over samples takes no cotangent that each sample has.
// EXPECT: x or u belongs to one sample and f to a batch
#include <tapeless/diff/vjp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto u = tapeless::input<"u", 4>;
constexpr auto W = tapeless::parameter<"W", 4, 4>;
constexpr auto pulled = vjp(tapeless::batch_sum(tapeless::batch<8>(tanh(W * x))), W, u);  // EXPECT-LINE
constexpr auto twice = pulled + pulled;
