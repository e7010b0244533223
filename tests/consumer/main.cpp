// SPDX-License-Identifier: BSL-1.0
// What a user's first program needs: the umbrella header, found through the target tapeless::tapeless alone. A small
// model takes one step; 0 only if its loss is a number.
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct model : tl::sequential<tl::in<"x", 2>, tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
static constinit tl::network_trainer<model, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 4> trainer{};

int main() {
  float const samples[8]{0, 0, 0, 1, 1, 0, 1, 1};
  int const labels[4]{0, 1, 1, 0};
  trainer.initialize(tl::initializer::glorot{}, 1);
  auto const step = trainer.step(samples, labels);
  bool const finite = step.loss - step.loss == 0;  // false for infinity and NaN
  return step && finite && step.loss > 0 ? 0 : 1;
}
