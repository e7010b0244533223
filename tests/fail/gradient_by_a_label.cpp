// SPDX-License-Identifier: BSL-1.0
// A class index has no derivative.
// EXPECT: a label is a class index and has no derivative
// EXPECT: named<'y'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 3>;
constexpr auto y = tapeless::label<"y", 3>;
constexpr auto loss = tapeless::cross_entropy_with_logits(x, y);
constexpr auto dy = grad(loss, y);  // EXPECT-LINE
