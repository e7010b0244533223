// SPDX-License-Identifier: BSL-1.0
// 4,096 gradients of a million weights: 2^32 elements, whose workspace was too small.
// EXPECT: more elements, in all samples, than at_most<elements>
// EXPECT: shape_of<1024, 1024>
// EXPECT: batch_of<4096>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 1024>;
constexpr auto W = tl::parameter<"W", 1024, 1024>;
constexpr auto loss = tl::sum(tanh(W * x));
constexpr auto each = tl::batch<4096>(grad(loss, W));
using program = tl::program<float, each>;

program::workspace memory;  // EXPECT-LINE

void run(program::parameters& p, std::span<float const> xs) { program::run(memory, p, bind(x, xs)); }
