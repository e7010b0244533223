// SPDX-License-Identifier: BSL-1.0
// A dense layer has no steps.
// EXPECT: return_sequences<layer> and stateful<layer> take a recurrent layer: elman<n>, gru<n>, lstm<n>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2, 4>, tl::return_sequences<tl::dense<3>>> {};  // EXPECT-LINE
constexpr auto loss = tl::sum(square(tl::output<net>));
