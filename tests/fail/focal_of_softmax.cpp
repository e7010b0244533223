// SPDX-License-Identifier: BSL-1.0
// EXPECT: softmax or sigmoid twice: the loss takes logits and applies it itself
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto slope = tl::grad(tl::focal_with_logits(softmax(W * x), y), W);  // EXPECT-LINE
