// SPDX-License-Identifier: BSL-1.0
// EXPECT: element-wise operands need equal shapes, or one a scalar
// EXPECT: left<4, 1>
// EXPECT: right<3, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto mask = tapeless::state<"mask", 3>;
constexpr auto masked = tapeless::in_mode(x, mask);  // EXPECT-LINE
