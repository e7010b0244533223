// SPDX-License-Identifier: BSL-1.0
#include "problem.hpp"

#include <cmath>
#include <random>

namespace bench {

namespace {

class uniform {
public:
  explicit uniform(std::uint32_t seed) : generator(seed) {}
  /// A number in [-bound, bound), the same with every standard library.
  float operator()(double bound) {
    return static_cast<float>(bound * (2.0 * (static_cast<double>(generator() >> 8) / 16777216.0) - 1.0));
  }
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(generator() % count); }

private:
  std::mt19937 generator;
};

}  // namespace

problem::problem(column const& which) : where(which), net(which.net()) {
  uniform random(1000 * which.number + which.batch);
  for (std::uint32_t i = 0; i < which.batch * net.inputs(); ++i) inputs.push_back(random(1));
  targets.resize(which.batch * net.outputs());
  for (std::uint32_t s = 0; s < which.batch; ++s) {
    float* const target = &targets[s * net.outputs()];
    if (net.loss == objective::softmax_cross_entropy) {
      labels.push_back(static_cast<std::uint8_t>(random.below(net.outputs())));
      target[labels.back()] = 1;
    } else {
      for (std::uint32_t o = 0; o < net.outputs(); ++o)
        target[o] = net.loss == objective::binary_cross_entropy ? static_cast<float>(random.below(2)) : random(0.9);
    }
  }
  for (std::uint32_t l = 0; l < net.depth; ++l) {
    double const bound = std::sqrt(6.0 / (net.width[l] + net.width[l + 1]));  // Glorot and Bengio 2010
    for (std::uint32_t i = 0; i < net.weights(l); ++i) parameters.push_back(random(bound));
    for (std::uint32_t i = 0; i < net.width[l + 1]; ++i) parameters.push_back(random(0.1));
  }
}

}  // namespace bench
