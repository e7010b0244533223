// SPDX-License-Identifier: BSL-1.0
// The user's data is read-only.
// EXPECT: assign stores into a parameter or a state
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto update = assign(x, x / 2);  // EXPECT-LINE
