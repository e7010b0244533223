// SPDX-License-Identifier: BSL-1.0
// EXPECT: class_weight(y, w0, w1, ...) takes a weight for each class
// EXPECT: elements<2>
// EXPECT: elements<3>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto z = tl::parameter<"z", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto weight = tl::class_weight(y, 1, 2);  // EXPECT-LINE
constexpr auto loss = tl::weighted_batch_mean(tl::batch<8>(tl::cross_entropy_with_logits(z, y)), tl::batch<8>(weight));
constexpr auto slope = tl::grad(loss, z);
