// SPDX-License-Identifier: BSL-1.0
// EXPECT: an element of an expression is element<i>(x) or element<i, j>(x), counted from 0
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto f = 2 * square(x[0]);  // EXPECT-LINE
