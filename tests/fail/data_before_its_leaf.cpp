// SPDX-License-Identifier: BSL-1.0
// EXPECT: bind(leaf, data): the leaf comes first
// EXPECT: bound_the_wrong_way_round<tapeless::error::named<'x'
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;
inline constexpr auto W = tl::parameter<"W", 1, 4>;
inline constexpr auto f = W * x;
using p = tl::program<float, f>;
static p::workspace memory;
static p::parameters parameters;
static float xs[4];
float run() { return p::run(memory, bind(xs, x), parameters)[f]; }  // EXPECT-LINE
