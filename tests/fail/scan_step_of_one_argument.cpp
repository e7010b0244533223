// SPDX-License-Identifier: BSL-1.0
// A step takes the carry and a column.
// EXPECT: scan(f, h0, x): f takes two expressions, the carry and a column of x
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3, 4>;
constexpr auto h = scan([](auto const& before) { return tanh(before); }, tl::broadcast_to<3>(0), x);  // EXPECT-LINE
constexpr auto loss = tl::sum(square(h));
