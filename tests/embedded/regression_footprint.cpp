// SPDX-License-Identifier: BSL-1.0
// 13–64–64–4, tanh and the mean squared error: larger than what stays in registers.
#include "footprint.hpp"

namespace tl = tapeless;

struct regression_net : tl::sequential<tl::in<"x", 13>, tl::dense<64, tl::activation::tanh>,
                                       tl::dense<64, tl::activation::tanh>, tl::dense<4>> {};
static constinit tl::network_trainer<regression_net, tl::objective::mean_squared_error, tl::optimizer::sgd, 1>
    trainer{};

extern "C" [[gnu::weak]] float training_step(float const* input, void const* truth, std::size_t samples) {
  return footprint::step<float>(trainer, input, truth, samples);
}
extern "C" [[gnu::weak]] float prediction(float const* input) {
  return trainer.predict(std::span<float const, 13>(input, 13))(0);
}
int main() {
  static constexpr float input[13]{0.5f, -0.25f, 1, 0.75f, -1, 0.125f, 0, 0.25f, -0.5f, 0.375f, 1, -0.75f, 0.625f};
  static constexpr float truth[4]{1, -1, 0.5f, -0.5f};
  return footprint::run(trainer, input, truth);
}
