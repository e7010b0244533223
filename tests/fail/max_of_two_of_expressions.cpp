// SPDX-License-Identifier: BSL-1.0
// EXPECT: the larger of two is maximum(a, b)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto a = tl::input<"a", 3>;
constexpr auto b = tl::input<"b", 3>;
constexpr auto c = tl::max(a, b);  // EXPECT-LINE
constexpr auto d = exp(c) + 1;
