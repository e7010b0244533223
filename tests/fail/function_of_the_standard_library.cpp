// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: write exp(x) or tl::exp(x), not std::exp(x)
#include <tapeless/tapeless.hpp>

#include <cmath>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::mean(x % std::pow(1 - x, 2));  // EXPECT-LINE
