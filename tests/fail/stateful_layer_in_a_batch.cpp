// SPDX-License-Identifier: BSL-1.0
// What streams from call to call belongs to one sequence.
// EXPECT: a state that is kept from call to call belongs to one sequence
// EXPECT: named<'n', 'e', 't', '.', '0', '.', 'c', 'a', 'r', 'r', 'y'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::stateful<tl::gru<3>>, tl::dense<2>> {};
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;  // EXPECT-LINE
