// SPDX-License-Identifier: BSL-1.0
// A block that ends beyond the last column.
// EXPECT: a slice is not empty and lies within its matrix
// EXPECT: shape_of<3, 4>
// EXPECT: block_at<1, 2, 2, 3>
#include <tapeless/tapeless.hpp>

constexpr auto A = tapeless::parameter<"A", 3, 4>;
constexpr auto block = tapeless::slice<1, 2, 2, 3>(A);  // EXPECT-LINE
constexpr auto twice = block + block;
