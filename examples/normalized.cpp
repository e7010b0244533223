// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Batch normalization and dropout: in a step the statistics of its samples and a mask, in predictions the running
// statistics and none. Two spirals, of which every other point is held out.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;
using tl::activation::relu, tl::normalization::batch_norm, tl::regularization::dropout;

struct net : tl::sequential<tl::in<"point", 2>, tl::dense_without_bias<32>, batch_norm, relu,
                            dropout<std::ratio<1, 10>>, tl::dense_without_bias<32>, batch_norm, relu, tl::dense<2>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::adam, 64> trainer{};

int main() {
  std::array<float, std::size_t{256} * 2> points{};  // first those to learn from
  std::array<unsigned char, 256> classes{};
  for (std::size_t s = 0; s < 256; ++s) {
    float const along = static_cast<float>(s % 128 + s / 128) / 128;
    float const angle = 5 * along + (s % 2 == 0 ? 0 : 3.14159F);
    classes[s] = s % 2;
    points[2 * s] = along * std::cos(angle);
    points[2 * s + 1] = along * std::sin(angle);
  }
  trainer.initialize(tl::initializer::he{}, 1);
  if (!trainer.set(tl::optimizer::learning_rate, 0.01F)) return 1;
  std::array<std::uint32_t, 64> chosen{};
  for (std::uint32_t step = 0; step < 800; ++step) {
    for (std::uint32_t i = 0; i < 64; ++i) chosen[i] = (37 * (64 * step + i) + step / 2) % 128;
    if (!trainer.step(points, classes, tl::rows{chosen})) return 1;
  }
  int right = 0;
  for (std::size_t s = 128; s < 256; ++s)
    right += tl::train::argmax(trainer.predict(std::span(points).subspan(2 * s, 2))) == classes[s] ? 1 : 0;
  std::printf("%d of 128 points right that were held out\n", right);
  return right >= 122 ? 0 : 1;
}
