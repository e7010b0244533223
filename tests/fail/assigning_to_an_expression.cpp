// SPDX-License-Identifier: BSL-1.0
// EXPECT: assign(leaf, value) stores into a parameter or a state; no other expression has a place to store in
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto update = tl::assign(2 * W, W);  // EXPECT-LINE
