// SPDX-License-Identifier: BSL-1.0
// EXPECT: data is bound to an input when the program runs: bind(x, data)
// EXPECT: operand_that_is_no_number<
#include <tapeless/tapeless.hpp>

#include <array>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto f = sum(x - std::array{0.5, 0.5, 0.5});  // EXPECT-LINE
