// SPDX-License-Identifier: BSL-1.0
// EXPECT: to_text<f>(): the expression is a template argument
#include <tapeless/show/text.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
auto const text = to_text(dot(x, x)).data();  // EXPECT-LINE
