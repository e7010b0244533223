// SPDX-License-Identifier: BSL-1.0
// EXPECT: of one class every answer is right, and nothing is learnt
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto w = tl::parameter<"w", 1, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 1>;
constexpr auto slope = tl::grad(tl::cross_entropy_with_logits(w * x, tl::smooth_labels(y, 0.1)), w);  // EXPECT-LINE
