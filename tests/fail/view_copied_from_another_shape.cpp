// SPDX-License-Identifier: BSL-1.0
// EXPECT: view.copy_from(other) takes a view of its own shape
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto V = tl::parameter<"V", 4, 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = V * (W * x);
using linear = tl::program<float, y>;
void tie(linear::parameters& weights) {
  weights[W].copy_from(weights[V]);  // EXPECT-LINE
}
