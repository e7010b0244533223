// SPDX-License-Identifier: BSL-1.0
// EXPECT: an expression holds a copy of what it uses for each use
// EXPECT: define<name>([] { return
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::parameter<"x">;
template <std::uint32_t I>
constexpr auto h = tl::define<"h", I>(sin(h<I - 1>) % h<I - 1> + exp(h<I - 1>) % h<I - 1>);  // EXPECT-LINE
template <>
constexpr auto h<0> = x;
constexpr auto six = h<6> + h<6>;
