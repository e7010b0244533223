// SPDX-License-Identifier: BSL-1.0
// EXPECT: no more elements than at_most<elements>
// EXPECT: shape_of<65536, 65536>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 65536>;
constexpr auto J = tl::jacfwd(tanh(x), x);  // EXPECT-LINE
constexpr auto JT = transpose(J);
