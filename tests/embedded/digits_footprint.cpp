// SPDX-License-Identifier: BSL-1.0
// 64–32–10, tanh and softmax with cross-entropy: the network of the digits example, one sample at a time.
#include "digits_rows.hpp"
#include "footprint.hpp"

namespace tl = tapeless;

struct digits_net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
static constinit tl::network_trainer<digits_net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 1> trainer{};

extern "C" [[gnu::weak]] float training_step(float const* input, void const* truth, std::size_t samples) {
  return footprint::step<std::uint8_t>(trainer, input, truth, samples);
}
extern "C" [[gnu::weak]] float prediction(float const* input) {
  return trainer.predict(std::span<float const, 64>(input, 64))(0);
}
int main() { return footprint::run(trainer, digits::images.data() + 64, digits::labels.data() + 1); }
