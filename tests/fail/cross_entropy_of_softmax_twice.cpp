// SPDX-License-Identifier: BSL-1.0
// EXPECT: softmax or sigmoid twice: its result is flat where it should be sure
// EXPECT: prediction_is_no_probability<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>, tl::activation::softmax> {};
constexpr auto y = tl::label<"y", 3>;
constexpr auto loss = tl::cross_entropy(softmax(tl::output<net>), y);  // EXPECT-LINE
