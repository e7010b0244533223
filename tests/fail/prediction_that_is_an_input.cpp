// SPDX-License-Identifier: BSL-1.0
// EXPECT: the prediction is an input and the truth is learnt: a loss takes (prediction, truth)
// EXPECT: input_as_a_prediction<tapeless::error::shape_of<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto q = tl::input<"q", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto loss = tl::binary_cross_entropy(q, sigmoid(W * x));  // EXPECT-LINE
constexpr auto dW = tl::grad(loss, W);
