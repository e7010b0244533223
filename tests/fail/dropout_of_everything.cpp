// SPDX-License-Identifier: BSL-1.0
// EXPECT: the rate of dropout is the part that is dropped, at least 0 and less than 1
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<8>, tl::regularization::dropout<std::ratio<1, 1>>, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto y = tl::output<net>;
