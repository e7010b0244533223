// SPDX-License-Identifier: BSL-1.0
// EXPECT: a loss needs a truth of the prediction's shape
// EXPECT: left<3, 1>
// EXPECT: right<1, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto z = tl::parameter<"W", 3, 3> * tl::input<"x", 3>;
constexpr auto y = tl::input<"y">;
constexpr auto loss = tl::mean_squared_error(z, y);  // EXPECT-LINE
