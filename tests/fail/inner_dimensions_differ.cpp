// SPDX-License-Identifier: BSL-1.0
// A weight with its shape the wrong way round.
// EXPECT: a matrix product needs as many columns left as rows right
// EXPECT: product_inner_dimensions_differ
// EXPECT: left<4, 16>
// EXPECT: right<4, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 4, 16>;
constexpr auto b = tapeless::parameter<"b", 16>;
constexpr auto h = tanh(W * x + b);  // EXPECT-LINE
