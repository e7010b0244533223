// SPDX-License-Identifier: BSL-1.0
// EXPECT: gather takes the numbers of rows or columns as a vector
// EXPECT: shape_of<2, 3>
#include <tapeless/tapeless.hpp>

constexpr auto table = tapeless::parameter<"table", 9, 4>;
constexpr auto A = tapeless::parameter<"A", 2, 3>;
constexpr auto rows = sum(tapeless::gather<0>(table, A));  // EXPECT-LINE
