// SPDX-License-Identifier: BSL-1.0
// Reverse mode needs one number to differentiate.
// EXPECT: grad needs a scalar; reduce it with sum, mean or batch_mean
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto dW = grad(tanh(W * x), W);  // EXPECT-LINE
