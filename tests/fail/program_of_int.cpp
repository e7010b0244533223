// SPDX-License-Identifier: BSL-1.0
// EXPECT: programs compute in float or in double
// EXPECT: element_type<int>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::sum(exp(x));
using program = tl::program<int, y>;

int run(program::workspace& memory, std::span<int const> xs) { return program::run(memory, bind(x, xs))[y]; }
