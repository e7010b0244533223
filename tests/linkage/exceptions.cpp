// SPDX-License-Identifier: BSL-1.0
// What symbols.py must refuse: a unit that throws.
#include <tapeless/tapeless.hpp>

namespace {
constexpr auto x = tapeless::input<"x", 3>;
constexpr auto y = sum(square(x));
using squares = tapeless::program<float, y>;
}  // namespace

float checked_squares(std::span<float const> data) {
  squares::workspace memory;
  auto const result = squares::run(memory, bind(x, data));
  if (!result) throw 1;
  return result[y];
}
