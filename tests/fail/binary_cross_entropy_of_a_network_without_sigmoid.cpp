// SPDX-License-Identifier: BSL-1.0
// EXPECT: these are logits, no probabilities: softmax or sigmoid makes them
// EXPECT: prediction_is_no_probability<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<8, tl::activation::tanh>, tl::dense<1>> {};
constexpr auto y = tl::input<"y">;
constexpr auto loss = tl::binary_cross_entropy(tl::output<net>, y);  // EXPECT-LINE
