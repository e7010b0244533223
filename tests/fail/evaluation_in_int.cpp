// SPDX-License-Identifier: BSL-1.0
// EXPECT: programs compute in float or in double
// EXPECT: element_type<int>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::sum(x);
constexpr int at[]{1, 2};
constexpr auto value = tl::evaluate<int, y>(bind(x, at));
