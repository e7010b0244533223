// SPDX-License-Identifier: BSL-1.0
// EXPECT: the axis is a template argument: sum<0>(x) is down each column, sum<1>(x) along each row
// EXPECT: axis_as_an_argument<tapeless::error::shape_of<16, 4>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 16, 4>;
constexpr auto f = tl::sum(exp(mean(W, 0))) + 1;  // EXPECT-LINE
