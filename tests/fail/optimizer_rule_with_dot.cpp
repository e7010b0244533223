// SPDX-License-Identifier: BSL-1.0
// dot(g, g) of a 2×3 gradient was the square of its first element.
// EXPECT: an optimizer's rule has to fit parameters of every shape
// EXPECT: dot(a, b) is sum(a % b)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct normalized {
  static constexpr auto g = tl::update::gradient;
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters = boost::hana::make_tuple();
  static constexpr auto rule =
      boost::hana::make_tuple(assign(tl::update::parameter, tl::update::parameter - g / sqrt(dot(g, g))));  // EXPECT-LINE
};
