// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/tapeless.hpp>

#include <string>

struct small_net
    : tapeless::sequential<tapeless::in<"x", 5>, tapeless::dense<7, tapeless::activation::tanh>, tapeless::dense<3>> {};

// Large enough for columns of whole vectors, transposed copies, and a choice between layouts and kernels.
struct larger_net
    : tapeless::sequential<tapeless::in<"x", 13>, tapeless::dense<44, tapeless::activation::tanh>, tapeless::dense<9>> {
};

/// The bytes of a plan for a target, as this unit makes it.
template <tapeless::targets::description Target, int Batch>
static void add_plan(std::string& text) {
  using source = tapeless::plan::for_target<
      tapeless::train::update_of<tapeless::network_loss<larger_net, tapeless::objective::softmax_cross_entropy, Batch>,
                                 tapeless::optimizer::momentum>,
      Target>;
  auto const add = [&text](auto const& bytes) { text.append(reinterpret_cast<char const*>(&bytes), sizeof bytes); };
  add(tapeless::plan::planned<source>::table);
  add(tapeless::plan::planned<source>::memory);
  add(tapeless::plan::selected<source, float>);
}
static std::string all_plans() {
  namespace targets = tapeless::targets;
  std::string text;
  add_plan<targets::portable, 32>(text);
  add_plan<targets::sse2, 32>(text);
  add_plan<targets::avx512, 32>(text);
  add_plan<targets::avx512, 1>(text);
  return text;
}

// Static, because an inline function of the user that differs with the flags would be the user's own clash.
static float trained_loss() {
  static constinit tapeless::network_trainer<small_net, tapeless::objective::softmax_cross_entropy,
                                             tapeless::optimizer::momentum, 2>
      trainer{};
  float const samples[10]{1, 0, -1, 0.5f, -2, 1, 3, 0.25f, -0.5f, 2};
  int const labels[2]{0, 2};
  trainer.initialize(tapeless::initializer::glorot{}, 5);
  float last = 0;
  for (int i = 0; i < 10; ++i) last = trainer.step(samples, labels).loss;
  return last;
}
