// SPDX-License-Identifier: BSL-1.0
// EXPECT: a matrix has the axes 0 and 1: concatenate<0> and stack<0> put one above the other, <1> side by side
// EXPECT: no_axis<2>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto all = tl::sum(tl::stack<2>(x, 2 * x, x));  // EXPECT-LINE
