// SPDX-License-Identifier: BSL-1.0
// EXPECT: these are logits, no probabilities: softmax or sigmoid makes them
// EXPECT: prediction_is_no_probability<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto loss = tl::cross_entropy(W * x + b, y);  // EXPECT-LINE
constexpr auto gradient = tl::grad(loss, W);
