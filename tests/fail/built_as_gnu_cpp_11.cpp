// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless needs C++20: compile with -std=c++20 or -std=gnu++20
// FLAGS: -std=gnu++11
#include <tapeless/expr/arithmetic.hpp>

namespace tl = tapeless;
constexpr auto y = tl::sum(tl::input<"x", 4>);
