// SPDX-License-Identifier: BSL-1.0
// 2–5–1, tanh, sigmoid and the mean squared error: as small as networks that learn get.
#include "footprint.hpp"

namespace tl = tapeless;

struct xor_net
    : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1, tl::activation::sigmoid>> {};
static constinit tl::network_trainer<xor_net, tl::objective::mean_squared_error, tl::optimizer::sgd, 1> trainer{};

extern "C" [[gnu::weak]] float training_step(float const* input, void const* truth, std::size_t samples) {
  return footprint::step<float>(trainer, input, truth, samples);
}
extern "C" [[gnu::weak]] float prediction(float const* input) {
  return trainer.predict(std::span<float const, 2>(input, 2))(0);
}
int main() {
  static constexpr float input[2]{1, 0};
  static constexpr float truth[1]{1};
  return footprint::run(trainer, input, truth);
}
