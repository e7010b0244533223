// SPDX-License-Identifier: BSL-1.0
// EXPECT: cholesky, solve, inverse and determinants need a square matrix
// EXPECT: shape_of<2, 3>
#include <tapeless/tapeless.hpp>

constexpr auto A = tapeless::parameter<"A", 2, 3>;
constexpr auto d = tapeless::exp(determinant(A));  // EXPECT-LINE
