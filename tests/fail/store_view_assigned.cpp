// SPDX-License-Identifier: BSL-1.0
// EXPECT: a view is filled, not assigned: view.copy_from(array), row after row
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto V = tl::parameter<"V", 4, 4>;
constexpr auto W = tl::parameter<"W", 4, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = V * (W * x);
using linear = tl::program<float, y>;
void tie(linear::parameters& weights) {
  weights[W] = weights[V];  // EXPECT-LINE
}
