// SPDX-License-Identifier: BSL-1.0
// EXPECT: the optimizer has no hyperparameter of that name
// EXPECT: named<'l', 'r'>
// EXPECT: one_of<
// EXPECT: named<'m', 'o', 'm', 'e', 'n', 't', 'u', 'm'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 8> trainer;
void slower() { trainer.set(tl::scalar<"lr">, 0.1F); }  // EXPECT-LINE
