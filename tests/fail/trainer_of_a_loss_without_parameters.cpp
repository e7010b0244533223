// SPDX-License-Identifier: BSL-1.0
// EXPECT: the loss has no parameter: nothing can be learnt
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(sum(square(x))));
static constinit tl::trainer<loss, tl::optimizer::adam> trainer{};  // EXPECT-LINE
