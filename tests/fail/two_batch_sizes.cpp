// SPDX-License-Identifier: BSL-1.0
// Operands for eight and for four samples.
// EXPECT: operands have batch axes of different size
// EXPECT: batch_of<8>
// EXPECT: batch_of<4>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto wrong = tapeless::batch_mean(tapeless::batch<8>(sum(x)) + tapeless::batch<4>(mean(x)));  // EXPECT-LINE
