// SPDX-License-Identifier: BSL-1.0
// A column of three is no column of a matrix with four rows.
// EXPECT: broadcast_to repeats a scalar, a row or a column of the target's length
// EXPECT: shape_of<3, 1>
// EXPECT: shape_of<4, 5>
#include <tapeless/tapeless.hpp>

constexpr auto v = tapeless::parameter<"v", 3>;
constexpr auto repeated = tapeless::broadcast_to<4, 5>(v);  // EXPECT-LINE
constexpr auto twice = repeated + repeated;
