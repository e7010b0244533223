// SPDX-License-Identifier: BSL-1.0
// EXPECT: a parameter or a state is not bound
// EXPECT: evaluate takes bind(leaf, std::array{numbers})
// EXPECT: named<'w'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::scalar<"x">;
constexpr auto w = tl::parameter<"w">;
constexpr auto y = x * w;
constexpr double value = tl::evaluate<double, y>(bind(x, 1.0), bind(w, 2.0));  // EXPECT-LINE
