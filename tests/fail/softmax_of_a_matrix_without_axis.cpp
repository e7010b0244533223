// SPDX-License-Identifier: BSL-1.0
// EXPECT: it has to be said along which axis: softmax<0>(x) down each column, softmax<1>(x) along each row
// EXPECT: shape_of<2, 3>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto p = tl::softmax(A);  // EXPECT-LINE
constexpr auto t = tl::sum(p);
