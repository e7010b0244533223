// SPDX-License-Identifier: BSL-1.0
// EXPECT: the weight of a sample is one number
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto p = tl::parameter<"p", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto loss = tl::weighted_batch_mean(tl::batch<8>(tl::huber(p, y)), tl::batch<8>(w));  // EXPECT-LINE
constexpr auto slope = tl::grad(loss, p);
