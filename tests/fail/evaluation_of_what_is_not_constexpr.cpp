// SPDX-License-Identifier: BSL-1.0
// EXPECT: what a program computes is a constant: constexpr auto y = ...; at namespace scope, or static constexpr within a function
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
auto const y = sum(tanh(x));
constexpr double at[]{1, 2};
double const value = tl::evaluate<double, y>(bind(x, at));  // EXPECT-LINE
