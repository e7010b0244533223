// SPDX-License-Identifier: BSL-1.0
// A reshape keeps its elements.
// EXPECT: reshape keeps the number of elements
// EXPECT: shape_of<3, 4>
// EXPECT: shape_of<5, 2>
#include <tapeless/tapeless.hpp>

constexpr auto A = tapeless::parameter<"A", 3, 4>;
constexpr auto reshaped = tapeless::reshape<5, 2>(A);  // EXPECT-LINE
constexpr auto twice = reshaped + reshaped;
