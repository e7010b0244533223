// SPDX-License-Identifier: BSL-1.0
// A bias that has not the layer's width.
// EXPECT: element-wise operands need equal shapes, or one a scalar
// EXPECT: shapes_differ
// EXPECT: left<16, 1>
// EXPECT: right<8, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 16, 4>;
constexpr auto b = tapeless::parameter<"b", 8>;
constexpr auto h = tanh(W * x + b);  // EXPECT-LINE
