// SPDX-License-Identifier: BSL-1.0
// There is one batch axis.
// EXPECT: batch<B>(e): e holds a batch already
// EXPECT: batch_of<4>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto each = tapeless::batch<8>(sum(x));
constexpr auto again = tapeless::batch_mean(tapeless::batch<4>(each));  // EXPECT-LINE
