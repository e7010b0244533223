// SPDX-License-Identifier: BSL-1.0
// 1,794 is the batch whose fingerprint prod(x) once shared: the program compiled and read past the end of prod(x).
// EXPECT: a per-sample leaf stands both inside batch<B> and outside
// EXPECT: named<'x'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto product = tl::prod(x);
constexpr auto samples = tl::batch<1794>(x);
using both = tl::program<float, product, samples>;

void run(both::workspace& memory, std::span<float const> xs) {
  static_cast<void>(both::run(memory, bind(x, xs)));  // EXPECT-LINE
}
