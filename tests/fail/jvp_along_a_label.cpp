// SPDX-License-Identifier: BSL-1.0
// A class index cannot move.
// EXPECT: a label is a class index and has no derivative
// EXPECT: named<'y'>
#include <tapeless/diff/jvp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 3>;
constexpr auto y = tapeless::label<"y", 3>;
constexpr auto loss = tapeless::cross_entropy_with_logits(x, y);
constexpr auto moved = jvp(loss, y, x);  // EXPECT-LINE
