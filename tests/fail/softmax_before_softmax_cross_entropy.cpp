// SPDX-License-Identifier: BSL-1.0
// EXPECT: softmax or sigmoid twice: the loss takes logits and applies it itself
// EXPECT: prediction_is_no_logit<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3, tl::activation::softmax>> {};
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer{};

float step(std::span<float const> data, std::span<int const> truth) { return trainer.step(data, truth).loss; }
