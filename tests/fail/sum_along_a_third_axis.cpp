// SPDX-License-Identifier: BSL-1.0
// An axis 2 there is not: it was all axes.
// EXPECT: a matrix has the axes 0 and 1
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto s = tl::sum<2>(A);  // EXPECT-LINE
constexpr auto t = tl::sum(s);
