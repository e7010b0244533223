// SPDX-License-Identifier: BSL-1.0
// EXPECT: needs as many rows of B as A has
// EXPECT: left<3, 3>
// EXPECT: right<2, 1>
#include <tapeless/tapeless.hpp>

constexpr auto A = tapeless::parameter<"A", 3, 3>;
constexpr auto b = tapeless::parameter<"b", 2>;
constexpr auto x = sum(solve(A, b));  // EXPECT-LINE
