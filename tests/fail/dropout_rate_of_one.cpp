// SPDX-License-Identifier: BSL-1.0
// EXPECT: a_dropout_rate_is_at_least_0_and_less_than_1
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto h = tapeless::dropout(x, 1, "h");  // EXPECT-LINE
