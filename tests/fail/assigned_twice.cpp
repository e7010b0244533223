// SPDX-License-Identifier: BSL-1.0
// All assignments take place at once, so a leaf can have one only.
// EXPECT: a leaf is assigned twice in one program
// EXPECT: named<'W'>
#include <tapeless/tapeless.hpp>

constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto halve = assign(W, W / 2);
constexpr auto negate = assign(W, -W);
using update = tapeless::program<float, halve, negate>;

void run(update::workspace& memory, update::parameters& params) {
  static_cast<void>(update::run(memory, params));  // EXPECT-LINE
}
