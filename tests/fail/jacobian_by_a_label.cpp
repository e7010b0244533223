// SPDX-License-Identifier: BSL-1.0
// A class index does not move.
// EXPECT: a label is a class index and has no derivative
// EXPECT: named<'y'>
#include <tapeless/diff/jacobian.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 3>;
constexpr auto y = tapeless::label<"y", 3>;
constexpr auto slopes = jacobian(x % y, y);  // EXPECT-LINE
constexpr auto twice = slopes + slopes;
