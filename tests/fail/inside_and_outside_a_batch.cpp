// SPDX-License-Identifier: BSL-1.0
// One input, once as eight samples and once as a single one.
// EXPECT: a per-sample leaf stands both inside batch<B> and outside
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto spread = tapeless::batch_mean(tapeless::batch<8>(sum(x))) - sum(x);
using spreading = tapeless::program<float, spread>;

float run(spreading::workspace& memory) {
  float const data[4]{1, 2, 3, 4};
  return spreading::run(memory, bind(x, data))[spread];  // EXPECT-LINE
}
