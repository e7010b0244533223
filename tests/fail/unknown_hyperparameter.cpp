// SPDX-License-Identifier: BSL-1.0
// Plain SGD has no momentum.
// EXPECT: the optimizer has no hyperparameter of that name
// EXPECT: named<'m', 'o', 'm', 'e', 'n', 't', 'u', 'm'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;

void configure() {
  static_cast<void>(trainer.set(tl::optimizer::learning_rate, 0.1f));
  static_cast<void>(trainer.set(tl::optimizer::momentum_coefficient, 0.9f));  // EXPECT-LINE
}
