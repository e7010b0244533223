// SPDX-License-Identifier: BSL-1.0
// First + Count is 1 in 32 bits.
// EXPECT: a slice is not empty and lies within its matrix
// EXPECT: block_at<4294967295, 0, 2, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto far = tl::slice<0xffffffff, 0, 2, 1>(x);  // EXPECT-LINE
constexpr auto more = exp(far);
