// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless needs C++20: compile with -std=c++20 or -std=gnu++20
// FLAGS: -std=c++17
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto y = tl::sum(tl::input<"x", 4>);
