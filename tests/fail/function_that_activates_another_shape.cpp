// SPDX-License-Identifier: BSL-1.0
// A function of an expression is an activation; what does not fit its layer is one error.
// EXPECT: vector * vector is no matrix product; write % (element by element)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto swish = [](auto const& x) { return x * sigmoid(2 * x); };  // EXPECT-LINE
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<12>, tl::activate_with<swish>, tl::dense<3>> {};
constexpr auto loss = tl::sum(square(tl::output<net>));
