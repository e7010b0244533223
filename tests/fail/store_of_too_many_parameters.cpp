// SPDX-License-Identifier: BSL-1.0
// Each weight can be counted, the store of both cannot.
// EXPECT: the parameters, the state, the workspace of a program have each at_most<elements>
// EXPECT: elements<1600000000>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 40000, 20000>;
constexpr auto B = tl::parameter<"B", 40000, 20000>;
constexpr auto x = tl::input<"x", 20000>;
constexpr auto y = A * x + B * x;
using program = tl::program<float, y>;

program::parameters p;  // EXPECT-LINE

void run(program::workspace& memory, std::span<float const> xs) { program::run(memory, p, bind(x, xs)); }
