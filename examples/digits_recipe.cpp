// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The digits of the demo, 64-32-10 on the same rows, with a better recipe: smoothed labels, Adam with weight decay that
// spares biases, a learning rate that rises and falls. Ten seeds, their mean test accuracy, and the time of each.
//
//   digits_recipe [examples/data/digits.csv]
#include "tapeless/io/or_exit.hpp"
#include "tapeless/io/table.hpp"
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>
#include <vector>

namespace tl = tapeless;
namespace optimizer = tapeless::optimizer;
constexpr std::uint32_t batch = 32, epochs = 100;

struct net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
struct recipe : optimizer::chain<tl::schedule::cosine, optimizer::adam,
                                 optimizer::only<tl::group::named<"weight">, optimizer::decoupled_weight_decay>> {};
static constinit tl::network_trainer<net, tl::objective::smoothed_cross_entropy, recipe, batch> trainer{};

struct data_set {
  std::vector<float> pixels;
  std::vector<std::uint32_t> digits, train, test;
};
static data_set load(char const* path) {
  auto const table = tl::io::or_exit(tl::io::read_table(path));
  data_set data{tl::io::or_exit(table.numbers(tl::io::column_range{0, 64})), {}, {}, {}};
  auto const digits = tl::io::or_exit(table.classes(64)).labels;
  data.digits.assign(digits.begin(), digits.end());
  for (float& pixel : data.pixels) pixel /= 16;
  for (std::uint32_t row = 0; row < table.rows(); ++row) (row % 4 == 3 ? data.test : data.train).push_back(row);
  return data;
}

/// The accuracy on the test rows after a training from this seed.
static double accuracy_of(data_set& data, std::uint64_t seed) {
  std::size_t const steps = (data.train.size() + batch - 1) / batch * epochs;
  trainer.initialize(tl::initializer::glorot{}, seed);
  static_cast<void>(tl::io::or_exit(trainer.set(optimizer::learning_rate, 0.01F)));
  static_cast<void>(tl::io::or_exit(trainer.set(tl::schedule::total_steps, static_cast<float>(steps))));
  static_cast<void>(tl::io::or_exit(trainer.set(tl::schedule::warmup_steps, static_cast<float>(steps) / epochs)));
  std::sort(data.train.begin(), data.train.end());  // the order of a seed depends on no other
  tl::random::pcg32 order = tl::random::stream(seed, "order of the samples");
  for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
    tl::random::shuffle(std::span(data.train), order);
    for (std::size_t first = 0; first < data.train.size(); first += batch) {
      auto const rows = std::span(data.train).subspan(first, std::min<std::size_t>(batch, data.train.size() - first));
      static_cast<void>(tl::io::or_exit(trainer.step(data.pixels, data.digits, tl::rows{rows})));
    }
  }
  tl::train::accuracy counted;
  for (std::uint32_t const row : data.test)
    counted.add(tl::train::argmax(trainer.predict(std::span<float const, 64>(&data.pixels[row * 64], 64))),
                data.digits[row]);
  return counted.value<double>();
}

int main(int count, char** arguments) {
  data_set data = load(count > 1 ? arguments[1] : "examples/data/digits.csv");
  double sum = 0, first = 0;
  auto const start = std::chrono::steady_clock::now();
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    double const accuracy = accuracy_of(data, seed);
    std::printf("seed %2d  test accuracy %.4f\n", static_cast<int>(seed), accuracy);
    sum += accuracy;
    if (seed == 1) first = accuracy;
  }
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 10;
  std::printf("mean %.4f\n", sum / 10);
  std::fprintf(stderr, "%.2f s a seed\n", seconds);
  bool const repeats = accuracy_of(data, 1) == first;
  return sum / 10 >= 0.975 && seconds < 5 && repeats ? 0 : 1;
}
