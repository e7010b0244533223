// SPDX-License-Identifier: BSL-1.0
// EXPECT: sizes, places and names are template arguments: slice<first, count>(x)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto f = sum(slice(x, 0, 2));  // EXPECT-LINE
