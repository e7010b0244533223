// SPDX-License-Identifier: BSL-1.0
// The logarithm of a label is −∞ for every class but one.
// EXPECT: a label is no prediction: a loss takes (prediction, truth)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto z = tl::parameter<"W", 3, 4> * tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto loss = tl::cross_entropy(y, tl::softmax(z));  // EXPECT-LINE
