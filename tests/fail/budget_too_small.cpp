// SPDX-License-Identifier: BSL-1.0
// A budget in which not even the last layer can be trained.
// EXPECT: tapeless: not even the last layer can be trained in so little RAM; see needed<bytes>, given<bytes>
// EXPECT: given<100>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 8>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
using training = tl::training_within<100, net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 1>;

int main() { return training::trained_layers == 0 ? 0 : 1; }  // EXPECT-LINE
