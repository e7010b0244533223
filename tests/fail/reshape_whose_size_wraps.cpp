// SPDX-License-Identifier: BSL-1.0
// 65536 · 65537 is 65536 in 32 bits.
// EXPECT: reshape keeps the number of elements
// EXPECT: shape_of<65536, 65537>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 65536>;
constexpr auto wide = tl::reshape<65536, 65537>(x);  // EXPECT-LINE
