// SPDX-License-Identifier: BSL-1.0
// EXPECT: this store holds no leaf of that name
// EXPECT: unknown_leaf<tapeless::error::named<'w', '1'>, tapeless::error::one_of<tapeless::error::named<'W', '1'>, tapeless::error::named<'b', '1'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::parameter<"W1", 2, 2> * x + tl::parameter<"b1", 2>;
using program = tl::program<float, y>;

float run(program::parameters const& p) { return p.at<"w1">()(0, 0); }  // EXPECT-LINE
