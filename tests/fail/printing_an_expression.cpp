// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: no value to print yet: to_text<e>() writes the formula
#include <tapeless/tapeless.hpp>

#include <iostream>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto loss = mean(square(x));
int main() { std::cout << "loss: " << loss << '\n'; }  // EXPECT-LINE
