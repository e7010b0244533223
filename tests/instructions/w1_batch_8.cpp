// SPDX-License-Identifier: BSL-1.0
// 4–6–3–1, relu, binary cross-entropy of a sigmoid, 8 samples.
#include "counted.hpp"

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<6, tl::activation::relu>, tl::dense<3, tl::activation::relu>,
                            tl::dense<1>> {};
int main(int arguments, char** argument) {
  return counted::run<net, tl::objective::binary_cross_entropy, 8>(arguments, argument);
}
