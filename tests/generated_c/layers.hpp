// SPDX-License-Identifier: BSL-1.0
// Layers that keep state from run to run: a step of training with batch normalization, and a recurrence that streams.
#pragma once

#include "programs.hpp"
#include "tapeless/nn/batch_norm.hpp"
#include "tapeless/nn/recurrent.hpp"
#include "tapeless/nn/regularization.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/train/training_step.hpp"

namespace generated_c {

struct normalized_net : tl::sequential<tl::scope<"normalized">, tl::in<"x", 3>, tl::dense_without_bias<4>,
                                       tl::normalization::batch_norm, tl::activation::tanh, tl::dense<2>> {};
inline constexpr auto normalized_loss = tl::batch_mean(tl::batch<samples>(tl::sum(square(tl::output<normalized_net>))));
using normalized_program = tl::basic_program<double, tl::train::update_of<normalized_loss, tl::optimizer::sgd>>;

struct streaming_net
    : tl::sequential<tl::scope<"streaming">, tl::in<"x", 3, 2>, tl::stateful<tl::lstm<4>>, tl::dense<2>> {};
inline constexpr auto streaming_output = tl::output<streaming_net>;
using streaming_program = tl::program<double, streaming_output>;

/// Masks of samples, of a matrix that they share, and normal noise.
struct dropped_net : tl::sequential<tl::scope<"dropped">, tl::in<"x", 3>, tl::dense<5, tl::activation::tanh>,
                                    tl::regularization::dropout<std::ratio<1, 4>>,
                                    tl::regularization::gaussian_noise<std::ratio<1, 10>>, tl::dense<2>> {};
inline constexpr auto connections = tl::parameter<"connections", 3, 2>;
inline constexpr auto dropped_loss = tl::batch_mean(
    tl::batch<samples>(tl::sum(square(tl::dropout(connections, 0.5, "connections") * tl::output<dropped_net>))));
using dropped_program = tl::basic_program<float, tl::train::update_of<dropped_loss, tl::optimizer::sgd>>;

}  // namespace generated_c
