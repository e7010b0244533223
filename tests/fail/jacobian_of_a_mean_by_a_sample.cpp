// SPDX-License-Identifier: BSL-1.0
// A mean over samples has no derivative by one of them.
// EXPECT: a Jacobian is that of one sample or of a mean
#include <tapeless/diff/jacobian.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto mean = tapeless::batch_mean(tapeless::batch<8>(tanh(W * x)));
constexpr auto slopes = jacobian(mean, x);  // EXPECT-LINE
constexpr auto twice = slopes + slopes;
