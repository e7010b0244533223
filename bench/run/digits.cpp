// SPDX-License-Identifier: BSL-1.0
// The 64-32-10 network of examples/digits: one prediction, and one SGD step with momentum, by batch size. Figures are of one run on one
// machine; compare ratios within a run only.
#include "tapeless/tapeless.hpp"

#include <benchmark/benchmark.h>

#include <array>

namespace tl = tapeless;

namespace {

struct net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};

template <std::uint32_t Batch>
struct workload {
  tl::trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, Batch> trainer{};
  std::array<float, 64 * Batch> images{};
  std::array<std::uint8_t, Batch> labels{};

  workload() {
    trainer.initialize(tl::initializer::glorot{}, 1);
    tl::random::pcg32 generator = tl::random::stream(1, "data");
    for (float& pixel : images) pixel = tl::random::uniform<float>(generator);
    for (std::uint8_t& label : labels) label = static_cast<std::uint8_t>(tl::random::below(10, generator));
  }
};

template <std::uint32_t Batch>
void step(benchmark::State& state) {
  static workload<Batch> w;
  for (auto _ : state) benchmark::DoNotOptimize(w.trainer.step(w.images, w.labels).loss);
  state.SetItemsProcessed(state.iterations() * Batch);
}

void predict(benchmark::State& state) {
  static workload<1> w;
  for (auto _ : state) benchmark::DoNotOptimize(w.trainer.predict(std::span<float const, 64>(w.images))[0]);
}

BENCHMARK(predict);
BENCHMARK(step<1>);
BENCHMARK(step<32>);

}  // namespace

BENCHMARK_MAIN();
