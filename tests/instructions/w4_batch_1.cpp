// SPDX-License-Identifier: BSL-1.0
// 13–64–64–4, tanh, mean squared error, one sample.
#include "counted.hpp"

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 13>, tl::dense<64, tl::activation::tanh>, tl::dense<64, tl::activation::tanh>,
                            tl::dense<4>> {};
int main(int arguments, char** argument) {
  return counted::run<net, tl::objective::mean_squared_error, 1>(arguments, argument);
}
