// SPDX-License-Identifier: BSL-1.0
// EXPECT: data is a vector, an array or a span of numbers: std::span(pointer, count), std::array{number}
// EXPECT: bound_to_no_range<tapeless::error::named<'x'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = sum(x);
using total = tl::program<float, y>;
float first(total::workspace& memory, float const* data) {
  return total::run(memory, bind(x, data))[y];  // EXPECT-LINE
}
