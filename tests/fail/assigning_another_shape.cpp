// SPDX-License-Identifier: BSL-1.0
// A transposed value.
// EXPECT: assign needs a value of the target's shape
// EXPECT: left<3, 4>
// EXPECT: right<4, 3>
#include <tapeless/tapeless.hpp>

constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto update = assign(W, transpose(W));  // EXPECT-LINE
