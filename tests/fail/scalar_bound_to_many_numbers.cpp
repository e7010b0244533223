// SPDX-License-Identifier: BSL-1.0
// EXPECT: a scalar is bound to one number
// EXPECT: bound_to_no_number<tapeless::error::named<'r'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto r = tl::scalar<"r">;
constexpr auto y = r * sum(x);
using total = tl::program<float, y>;
float first(total::workspace& memory, std::span<float const> data) {
  return total::run(memory, bind(x, data), bind(r, data))[y];  // EXPECT-LINE
}
