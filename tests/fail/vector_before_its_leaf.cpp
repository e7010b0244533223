// SPDX-License-Identifier: BSL-1.0
// std::bind is found for a vector too.
// EXPECT: bind(leaf, data): the leaf comes first
#include <tapeless/tapeless.hpp>

#include <functional>
#include <vector>

namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;
inline constexpr auto f = dot(x, x);
using p = tl::program<float, f>;
static p::workspace memory;
float run(std::vector<float> const& xs) { return p::run(memory, bind(xs, x))[f]; }  // EXPECT-LINE
