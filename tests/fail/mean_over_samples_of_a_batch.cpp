// SPDX-License-Identifier: BSL-1.0
// What has a batch axis is averaged by batch_mean.
// EXPECT: mean_over_samples(x) stands within batch<B>(...); of what has a batch axis already the mean is batch_mean(x)
// EXPECT: batch_of<8>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto mean = tl::mean_over_samples(tl::batch<8>(x));  // EXPECT-LINE
constexpr auto loss = tl::sum(square(mean));
