// SPDX-License-Identifier: BSL-1.0
// EXPECT: a sigmoid's values are no distribution over the classes of a label: softmax makes one
// EXPECT: prediction_is_no_distribution<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto loss = tl::cross_entropy(sigmoid(W * x), y);  // EXPECT-LINE
