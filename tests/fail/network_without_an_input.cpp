// SPDX-License-Identifier: BSL-1.0
// EXPECT: a sequential begins with in<name, rows>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::dense<16>, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto y = tl::softmax(tl::output<net>);
