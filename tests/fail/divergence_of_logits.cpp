// SPDX-License-Identifier: BSL-1.0
// EXPECT: these are logits, no probabilities: softmax or sigmoid makes them
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto slope = tl::grad(tl::kl_divergence(W * x, y), W);  // EXPECT-LINE
