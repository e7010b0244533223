// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/tapeless.hpp>

struct small_net
    : tapeless::sequential<tapeless::in<"x", 5>, tapeless::dense<7, tapeless::activation::tanh>, tapeless::dense<3>> {};

// Static, because an inline function of the user that differs with the flags would be the user's own clash.
static float trained_loss() {
  static constinit tapeless::trainer<small_net, tapeless::objective::softmax_cross_entropy,
                                     tapeless::optimizer::momentum, 2>
      trainer{};
  float const samples[10]{1, 0, -1, 0.5f, -2, 1, 3, 0.25f, -0.5f, 2};
  int const labels[2]{0, 2};
  trainer.initialize(tapeless::initializer::glorot{}, 5);
  float last = 0;
  for (int i = 0; i < 10; ++i) last = trainer.step(samples, labels).loss;
  return last;
}
