// SPDX-License-Identifier: BSL-1.0
// Half of the rows gate the other half.
// EXPECT: glu takes an even number of rows
// EXPECT: shape_of<5, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 5>;
constexpr auto gated = tapeless::glu(x);  // EXPECT-LINE
constexpr auto twice = gated + gated;
