// SPDX-License-Identifier: BSL-1.0
// EXPECT: evaluate<double, f>(bindings): the expression is a template argument
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto f = dot(x, x);
constexpr auto value = tl::evaluate<double>(f, bind(x, {1., 2., 3., 4.}));  // EXPECT-LINE
