// SPDX-License-Identifier: BSL-1.0
// Nothing but a scalar is repeated silently: not the outer sum of a column and a row either.
// EXPECT: broadcast_to<rows, columns>(x) repeats a row or a column, transpose(x) turns it
// EXPECT: left<3, 1>
// EXPECT: right<1, 3>
#include <tapeless/tapeless.hpp>

constexpr auto column = tapeless::parameter<"column", 3, 1>;
constexpr auto row = tapeless::parameter<"row", 1, 3>;
constexpr auto both = column + row;  // EXPECT-LINE
