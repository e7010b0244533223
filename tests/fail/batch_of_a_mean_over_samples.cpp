// SPDX-License-Identifier: BSL-1.0
// EXPECT: batch<B>(e): e holds a batch already
// EXPECT: batch_of<8>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(dot(x, x)));
constexpr auto again = tl::batch<8>(mean_loss);  // EXPECT-LINE
