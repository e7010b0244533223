// SPDX-License-Identifier: BSL-1.0
// A vector is not silently added to each column of a matrix.
// EXPECT: element-wise operands need equal shapes, or one a scalar
// EXPECT: left<4, 1>
// EXPECT: right<4, 4>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 4, 4>;
constexpr auto wrong = mean(square(x + W));  // EXPECT-LINE
