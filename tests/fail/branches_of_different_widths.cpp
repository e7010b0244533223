// SPDX-License-Identifier: BSL-1.0
// Branches stand one above the other.
// EXPECT: branches are put one above the other and have equal columns
// EXPECT: left<3, 1>
// EXPECT: right<2, 5>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2, 5>, tl::branches<tl::gru<3>, tl::activation::tanh>, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto loss = tl::sum(square(tl::output<net>));
