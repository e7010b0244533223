// SPDX-License-Identifier: BSL-1.0
// The losses of eight samples are no scalar yet.
// EXPECT: grad needs a scalar; reduce it with sum, mean or batch_mean
// EXPECT: batch_of<8>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto loss = mean(square(W * x));
constexpr auto dW = grad(tapeless::batch<8>(loss), W);  // EXPECT-LINE
