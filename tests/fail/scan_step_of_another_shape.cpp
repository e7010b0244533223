// SPDX-License-Identifier: BSL-1.0
// What a step makes is the next one's carry.
// EXPECT: scan(f, h0, x): f(h, x_t) has the shape of h0
// EXPECT: left<2, 1>
// EXPECT: right<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto U = tl::parameter<"U", 3, 2>;
constexpr auto x = tl::input<"x", 3, 4>;
constexpr auto h = scan([](auto const& before, auto const& x_t) { return U * before + x_t; }, tl::broadcast_to<2>(0), x);  // EXPECT-LINE
constexpr auto loss = tl::sum(square(h));
