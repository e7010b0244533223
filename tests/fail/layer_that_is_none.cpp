// SPDX-License-Identifier: BSL-1.0
// EXPECT: a layer is dense<n>, an activation, or a type with a static apply
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct my_layer {};
struct net : tl::sequential<tl::in<"x", 4>, my_layer, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto y = tl::softmax(tl::output<net>);
