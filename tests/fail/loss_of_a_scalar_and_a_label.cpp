// SPDX-License-Identifier: BSL-1.0
// The scalar was compared with each class.
// EXPECT: a loss needs a truth of the prediction's shape
// EXPECT: left<1, 1>
// EXPECT: right<2, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto z = dot(tl::parameter<"w", 3>, tl::input<"x", 3>);
constexpr auto y = tl::label<"y", 2>;
constexpr auto loss = tl::binary_cross_entropy_with_logits(z, y);  // EXPECT-LINE
constexpr auto dw = grad(tl::batch_mean(tl::batch<8>(loss)), tl::parameter<"w", 3>);
