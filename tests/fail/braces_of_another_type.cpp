// SPDX-License-Identifier: BSL-1.0
// EXPECT: what is bound has another element type than the program
// EXPECT: bound_to_another_type<tapeless::error::named<'x'>, int, float>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;
inline constexpr auto f = dot(x, x);
using p = tl::program<float, f>;
static p::workspace memory;
float run() { return p::run(memory, bind(x, {1, 2, 3, 4}))[f]; }  // EXPECT-LINE
