// SPDX-License-Identifier: BSL-1.0
// EXPECT: a loss needs a truth of the prediction's shape
// EXPECT: left<3, 1>
// EXPECT: right<2, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto p = tl::parameter<"p", 3>;
constexpr auto y = tl::input<"y", 2>;
constexpr auto slope = tl::grad(tl::mean_absolute_error(p, y), p);  // EXPECT-LINE
