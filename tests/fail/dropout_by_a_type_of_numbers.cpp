// SPDX-License-Identifier: BSL-1.0
// EXPECT: the rate of dropout is std::ratio<1, 5>, or the type of a scalar that is given at run time
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<8>, tl::regularization::dropout<float>, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto y = tl::output<net>;
