// SPDX-License-Identifier: BSL-1.0
// EXPECT: focal_with_logits takes a label, one class of several
// EXPECT: focal_without_a_label<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto slope = tl::grad(tl::focal_with_logits(W * x, y), W);  // EXPECT-LINE
