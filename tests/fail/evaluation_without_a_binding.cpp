// SPDX-License-Identifier: BSL-1.0
// The numbers themselves, without the leaf they are for.
// EXPECT: evaluate takes bind(leaf, data)
// EXPECT: no_binding<double>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::scalar<"x">;
constexpr auto y = x * x;
constexpr double value = tl::evaluate<double, y>(1.0);  // EXPECT-LINE
