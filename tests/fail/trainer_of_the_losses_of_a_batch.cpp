// SPDX-License-Identifier: BSL-1.0
// A loss for each sample is no loss: it has to be reduced, and the batch axis says that it was not.
// EXPECT: a trainer minimizes one number: the mean over the samples of a batch, batch_mean(batch<32>(loss))
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto w = tl::parameter<"w", 3>;
constexpr auto loss = tl::batch<8>(square(tl::dot(w, x) - 1));
static constinit tl::trainer<loss, tl::optimizer::adam> trainer{};  // EXPECT-LINE
