// SPDX-License-Identifier: BSL-1.0
// EXPECT: ! has no derivative
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto a = tl::input<"a", 3>;
constexpr auto b = tl::input<"b", 3>;
constexpr auto c = !(a > 0);  // EXPECT-LINE
constexpr auto d = exp(c) + 1;
