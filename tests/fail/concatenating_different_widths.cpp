// SPDX-License-Identifier: BSL-1.0
// One matrix above another is as wide.
// EXPECT: concatenate<0> needs equal columns
// EXPECT: left<3, 4>
// EXPECT: right<3, 2>
#include <tapeless/tapeless.hpp>

constexpr auto A = tapeless::parameter<"A", 3, 4>;
constexpr auto B = tapeless::parameter<"B", 3, 2>;
constexpr auto both = tapeless::concatenate(A, B);  // EXPECT-LINE
constexpr auto all = tapeless::concatenate(both, A);
