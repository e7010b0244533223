// SPDX-License-Identifier: BSL-1.0
// EXPECT: mean is over elements, batch_mean over samples
// EXPECT: batch_of<8>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto loss = mean(tl::batch<8>(square(W * x)));
constexpr auto dW = grad(loss, W);  // EXPECT-LINE
