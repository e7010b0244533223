// SPDX-License-Identifier: BSL-1.0
// `*` is the matrix product; what else may have been meant stands in the message.
// EXPECT: vector * vector is no matrix product; write % (element by element), dot(a, b) or outer(a, b)
// EXPECT: left<4, 1>
// EXPECT: right<4, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto gain = tapeless::parameter<"gain", 4>;
constexpr auto scaled = sum(gain * x);  // EXPECT-LINE
