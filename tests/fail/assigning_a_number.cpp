// SPDX-License-Identifier: BSL-1.0
// EXPECT: assign(leaf, value) stores an expression of the leaf's shape: broadcast_to<rows, columns>(number)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto m = tl::state<"m", 3>;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = dot(m, x);
constexpr auto reset = tl::assign(m, 0.0);  // EXPECT-LINE
using step = tl::program<float, y, reset>;
static step::workspace memory;
