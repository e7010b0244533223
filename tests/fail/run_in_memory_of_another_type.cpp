// SPDX-License-Identifier: BSL-1.0
// EXPECT: the memory of a run is a workspace of the program's element type that is not const
// EXPECT: memory_of_another_type<float>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = sum(x);
using total = tl::program<float, y>;
static tl::program<double, y>::workspace memory;
float first(std::span<float const> data) { return total::run(memory, bind(x, data))[y]; }  // EXPECT-LINE
