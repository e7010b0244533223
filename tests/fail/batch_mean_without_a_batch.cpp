// SPDX-License-Identifier: BSL-1.0
// The mean over samples of an expression of one sample.
// EXPECT: batch_mean and batch_sum need a batch axis; write batch_mean(batch<B>(e))
// EXPECT: shape_of<1, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 1, 4>;
constexpr auto loss = tapeless::batch_mean(square(W * x));  // EXPECT-LINE
constexpr auto dW = grad(loss, W);
