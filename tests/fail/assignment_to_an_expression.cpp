// SPDX-License-Identifier: BSL-1.0
// EXPECT: an expression does not change: its successor has a name of its own, auto const g = tanh(f)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto deep() {
  auto f = tl::input<"x", 4>;
  for (int i = 0; i < 3; ++i) f = tanh(f);  // EXPECT-LINE
  return f;
}
constexpr auto g = deep();
