// SPDX-License-Identifier: BSL-1.0
// A class index has no cotangent.
// EXPECT: a label is a class index and has no derivative
// EXPECT: named<'y'>
#include <tapeless/diff/vjp.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 3>;
constexpr auto y = tapeless::label<"y", 3>;
constexpr auto pulled = vjp(x % y, y, x);  // EXPECT-LINE
constexpr auto twice = pulled + pulled;
