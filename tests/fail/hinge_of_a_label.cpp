// SPDX-License-Identifier: BSL-1.0
// EXPECT: hinge takes truths of -1 and 1, an input; a label is 0 or 1 for each class
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto slope = tl::grad(tl::hinge(W * x, y), W);  // EXPECT-LINE
