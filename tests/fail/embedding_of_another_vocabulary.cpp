// SPDX-License-Identifier: BSL-1.0
// An embedding has a column for each index that there may be.
// EXPECT: embedding<vocabulary, width> stands behind in_index<name, vocabulary>
// EXPECT: shape_of<90, 1>
// EXPECT: elements<100>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in_index<"word", 90>, tl::embedding<100, 8>, tl::dense<3>> {};  // EXPECT-LINE
constexpr auto loss = tl::sum(square(tl::output<net>));
