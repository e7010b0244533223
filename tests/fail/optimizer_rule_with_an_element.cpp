// SPDX-License-Identifier: BSL-1.0
// EXPECT: an optimizer's rule has to fit parameters of every shape
// EXPECT: dot(a, b) is sum(a % b)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto first = tl::element<0>(tl::update::gradient);  // EXPECT-LINE
constexpr auto rule = assign(tl::update::parameter, tl::update::parameter - first);
