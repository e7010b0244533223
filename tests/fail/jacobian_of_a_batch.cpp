// SPDX-License-Identifier: BSL-1.0
// A Jacobian belongs to one sample.
// EXPECT: a Jacobian is that of one sample or of a mean
// EXPECT: batch_of<8>
#include <tapeless/diff/jacobian.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W = tapeless::parameter<"W", 3, 4>;
constexpr auto slopes = jacobian(tapeless::batch<8>(tanh(W * x)), W);  // EXPECT-LINE
constexpr auto twice = slopes + slopes;
