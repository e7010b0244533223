// SPDX-License-Identifier: BSL-1.0
// EXPECT: a trainer minimizes one number: reduce the loss with sum or mean
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto w = tl::parameter<"w", 3>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(square(w - x)));
static constinit tl::trainer<loss, tl::optimizer::adam> trainer{};  // EXPECT-LINE
