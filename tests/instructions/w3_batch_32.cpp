// SPDX-License-Identifier: BSL-1.0
// 64–32–10, tanh, softmax with cross-entropy, 32 samples.
#include "counted.hpp"

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
int main(int arguments, char** argument) {
  return counted::run<net, tl::objective::softmax_cross_entropy, 32>(arguments, argument);
}
