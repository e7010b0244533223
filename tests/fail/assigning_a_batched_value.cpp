// SPDX-License-Identifier: BSL-1.0
// Eight gradients for one parameter.
// EXPECT: an assigned value must not have a batch axis; reduce it with batch_mean or batch_sum
// EXPECT: left<1, 4>
// EXPECT: batch_of<8>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 1, 4>;
constexpr auto gradients = tapeless::batch<8>(grad(square(W * x), W));
constexpr auto update = assign(W, W - 0.1 * gradients);  // EXPECT-LINE
