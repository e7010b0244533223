// SPDX-License-Identifier: BSL-1.0
// Parameters in read-only memory cannot be trained.
// EXPECT: the program assigns to a leaf of a constant store
// EXPECT: named<'W'>
#include <tapeless/tapeless.hpp>

constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto decay = assign(W, 0.99 * W);
using update = tapeless::program<float, decay>;

constexpr update::parameters trained{};

void run(update::workspace& memory) {
  static_cast<void>(update::run(memory, trained));  // EXPECT-LINE
}
