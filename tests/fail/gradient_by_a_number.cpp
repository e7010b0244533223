// SPDX-License-Identifier: BSL-1.0
// EXPECT: grad(f, x) takes two expressions
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto h = tanh(tl::input<"x", 3>);
constexpr auto dh = grad(sum(h), 3.0);  // EXPECT-LINE
constexpr auto twice = 2 * dh;
