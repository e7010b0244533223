// SPDX-License-Identifier: BSL-1.0
// EXPECT: a leaf of the program is not bound, and a binding is not needed: is one meant by the other?
// EXPECT: missing_binding_beside<tapeless::error::named<'x'>, tapeless::error::named<'x', 'x'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto misspelt = tl::input<"xx", 4>;
constexpr auto y = sum(x);
using total = tl::program<float, y>;
float first(total::workspace& memory, std::span<float const> data) {
  return total::run(memory, bind(misspelt, data))[y];  // EXPECT-LINE
}
