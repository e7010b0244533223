// SPDX-License-Identifier: BSL-1.0
// A row of sums has the shape of no parameter.
// EXPECT: an optimizer's rule has to fit parameters of every shape
// EXPECT: dot(a, b) is sum(a % b)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto centred = tl::update::gradient - tl::mean<0>(tl::update::gradient);  // EXPECT-LINE
constexpr auto rule = assign(tl::update::parameter, tl::update::parameter - centred);
