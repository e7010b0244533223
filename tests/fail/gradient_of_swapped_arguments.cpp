// SPDX-License-Identifier: BSL-1.0
// EXPECT: it is grad(f, x), f first
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto loss = mean(square(W * x));
constexpr auto dW = grad(W, loss);  // EXPECT-LINE
