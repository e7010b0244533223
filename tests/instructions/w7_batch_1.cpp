// SPDX-License-Identifier: BSL-1.0
// Eight layers of 16, tanh, mean squared error, one sample.
#include "counted.hpp"

namespace tl = tapeless;

using layer = tl::dense<16, tl::activation::tanh>;
struct net : tl::sequential<tl::in<"x", 16>, layer, layer, layer, layer, layer, layer, layer, layer> {};
int main(int arguments, char** argument) {
  return counted::run<net, tl::objective::mean_squared_error, 1>(arguments, argument);
}
