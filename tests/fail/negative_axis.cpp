// SPDX-License-Identifier: BSL-1.0
// Axes are not counted from the end.
// EXPECT: a matrix has the axes 0 and 1: 0 is down each column, 1 along each row
// EXPECT: no_axis<-1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto s = tl::standard_deviation<-1>(A);  // EXPECT-LINE
constexpr auto t = tl::sum(s + tl::softmax<-1>(A));
