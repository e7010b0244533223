// SPDX-License-Identifier: BSL-1.0
// EXPECT: named<'y'>
#include <tapeless/tapeless.hpp>

#include <span>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto w = tl::parameter<"w", 3>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(sum(square(w % x - y))));
static constinit tl::trainer<loss, tl::optimizer::adam> trainer{};
float step(std::span<float const> xs) { return trainer.step(bind(x, xs)).loss; }  // EXPECT-LINE
