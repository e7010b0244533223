// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Two Gaussian blobs of 100 points each, told apart by a 2-8-8-1 network: He initialization, 300 epochs of full-batch
// SGD at 0.1.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cstdio>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<8, tl::activation::relu>, tl::dense<8, tl::activation::relu>,
                            tl::dense<1>> {};
static constinit tl::network_trainer<net, tl::objective::binary_cross_entropy, tl::optimizer::sgd, 200, double>
    trainer{};

struct points {
  std::array<double, 2 * 200> position{};
  std::array<double, 200> blob{};
};
/// Unit variance around (−1.5, −1) and (1.5, 1).
static points two_blobs() {
  tl::random::pcg32 generator = tl::random::stream(7, "blobs");
  points all{};
  for (std::size_t i = 0; i < 200; ++i) {
    double const side = i % 2 == 0 ? -1 : 1;
    all.position[2 * i] = 1.5 * side + tl::random::normal<double>(generator);
    all.position[2 * i + 1] = side + tl::random::normal<double>(generator);
    all.blob[i] = i % 2 == 0 ? 0 : 1;
  }
  return all;
}
static points const data = two_blobs();

static double probability(double x0, double x1) { return trainer.predict(std::array{x0, x1})[0]; }

static int right_ones() {
  int right = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    bool const second = probability(data.position[2 * i], data.position[2 * i + 1]) > 0.5;
    right += second == (data.blob[i] == 1) ? 1 : 0;
  }
  return right;
}

/// Three blocks for the picture: the losses, the points, the probability on a grid.
static void write(char const* path, std::array<double, 300> const& losses) {
  std::FILE* const file = std::fopen(path, "w");
  if (file == nullptr) return;
  for (std::size_t epoch = 0; epoch < 300; ++epoch) std::fprintf(file, "%zu %.5f\n", epoch, losses[epoch]);
  std::fputs("\n\n", file);
  for (std::size_t i = 0; i < 200; ++i)
    std::fprintf(file, "%.4f %.4f %g\n", data.position[2 * i], data.position[2 * i + 1], data.blob[i]);
  std::fputs("\n", file);
  for (int i = 0; i <= 80; ++i, std::fputs("\n", file))
    for (int j = 0; j <= 80; ++j) {
      double const x0 = -5 + i / 8.0, x1 = -5 + j / 8.0;
      std::fprintf(file, "%s%.3f %.3f %.4f\n", i + j == 0 ? "\n" : "", x0, x1, probability(x0, x1));
    }
  std::fclose(file);
}

int main(int count, char** arguments) {
  trainer.initialize(tl::initializer::he{}, 1);
  if (!trainer.set(tl::optimizer::learning_rate, 0.1)) return 1;
  std::array<double, 300> losses{};
  for (std::size_t epoch = 0; epoch < 300; ++epoch) {
    auto const step = trainer.step(data.position, data.blob);
    if (!step) return std::fprintf(stderr, "blobs: %s\n", describe(step.status()).data()), 1;
    losses[epoch] = step.loss;
    if (epoch % 50 == 0 || epoch == 299) std::printf("epoch %3zu  loss %.4f\n", epoch, step.loss);
  }
  double const accuracy = right_ones() / 200.0;
  std::printf("accuracy %.1f %%\n", 100 * accuracy);
  if (count > 1) write(arguments[1], losses);
  return accuracy >= 0.95 && losses[299] < 0.3 * losses[0] ? 0 : 1;
}
