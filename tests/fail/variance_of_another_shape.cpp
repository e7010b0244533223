// SPDX-License-Identifier: BSL-1.0
// EXPECT: gaussian_nll(mean, variance, truth) needs a variance for each truth, or one
// EXPECT: left<2, 1>
// EXPECT: right<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto m = tl::parameter<"m", 3>;
constexpr auto v = tl::parameter<"v", 2>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto slope = tl::grad(tl::gaussian_nll(m, exp(v), y), m);  // EXPECT-LINE
