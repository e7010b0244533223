// SPDX-License-Identifier: BSL-1.0
// EXPECT: the prediction is an input and the truth is learnt: a loss takes (prediction, truth)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
constexpr auto q = tl::input<"q", 3>;
constexpr auto loss = tl::cross_entropy_with_logits(q, tl::define<"z">(2 * tl::output<net>));  // EXPECT-LINE
