// SPDX-License-Identifier: BSL-1.0
// EXPECT: a value has at least one row and one column
// EXPECT: shape_of<0, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 0>;
constexpr auto y = tl::mean(exp(x)) + 1;
