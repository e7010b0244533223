// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/define.hpp"
#include "tapeless/nn/loss.hpp"

/// The two-layer classifier of the tests of derivations.
namespace classifier {

namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;
inline constexpr auto y = tl::label<"y", 3>;
inline constexpr auto W1 = tl::parameter<"W1", 16, 4>;
inline constexpr auto b1 = tl::parameter<"b1", 16>;
inline constexpr auto W2 = tl::parameter<"W2", 3, 16>;
inline constexpr auto b2 = tl::parameter<"b2", 3>;
inline constexpr auto loss = cross_entropy(softmax(W2 * tanh(W1 * x + b1) + b2), y);

}  // namespace classifier
