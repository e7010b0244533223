// SPDX-License-Identifier: BSL-1.0
// A classifier 2-16-16-1 of two spirals, trained in batches of 32: the same source as a native program and as a module
// of WebAssembly, which compare.py runs by turns. The module is called from spiral.js; the program does what that does.
//
//   spiral <rounds> <steps of a round>
#include "tapeless/nn/random.hpp"
#include "tapeless/tapeless.hpp"

#include <bit>
#include <utility>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<16, tl::activation::tanh>, tl::dense<16, tl::activation::tanh>,
                            tl::dense<1>> {};
static constinit tl::network_trainer<net, tl::objective::binary_cross_entropy, tl::optimizer::momentum, 32> trainer{};

static constexpr std::uint32_t sample_count = 512;
static float samples[2 * sample_count];
static float truths[sample_count];
static constinit tl::random::pcg32 draw{0};

extern "C" {
#if defined(__wasm__)
#define EXPORTED(name) __attribute__((export_name(name)))
#else
#define EXPORTED(name) static
#endif

EXPORTED("prepare") void prepare() {
  auto noise = tl::random::stream(1, "noise");
  for (std::uint32_t i = 0; i < sample_count; ++i) {
    std::uint32_t const arm = i % 2;
    float const along = static_cast<float>(i) / sample_count;
    float const angle = 6.0f * along + 3.14159265f * static_cast<float>(arm);
    samples[2 * i] = along * tl::math::cos(angle) + 0.02f * tl::random::normal<float>(noise);
    samples[2 * i + 1] = along * tl::math::sin(angle) + 0.02f * tl::random::normal<float>(noise);
    truths[i] = static_cast<float>(arm);
  }
  tl::initialize(trainer.parameters(), tl::initializer::glorot{}, 1);
  draw = tl::random::stream(2, "batches");
}

/// The loss of the last of so many steps, on samples that are drawn at random.
EXPORTED("run") float run(std::uint32_t steps) {
  float loss = 0;
  std::uint32_t rows[32];
  for (std::uint32_t s = 0; s < steps; ++s) {
    for (std::uint32_t& each : rows) each = tl::random::below(sample_count, draw);
    loss = trainer.step(samples, truths, tl::rows{rows}).loss;
  }
  return loss;
}

/// A number that the bits of all parameters have a part in.
EXPORTED("fingerprint") std::uint32_t fingerprint() {
  std::uint32_t bits = 0;
  std::as_const(trainer).parameters().for_each([&](tl::name const&, auto const& weights) {
    for (std::uint32_t i = 0; i < weights.rows(); ++i)
      for (std::uint32_t j = 0; j < weights.columns(); ++j)
        bits = 31 * bits + std::bit_cast<std::uint32_t>(weights(i, j));
  });
  return bits;
}
}

#if !defined(__wasm__)
#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int, char** arguments) {
  int const rounds = std::atoi(arguments[1]);
  auto const steps = static_cast<std::uint32_t>(std::atoi(arguments[2]));
  double fewest = 1e300;
  float loss = 0;
  prepare();
  for (int i = 0; i < rounds; ++i) {
    auto const begin = std::chrono::steady_clock::now();
    loss = run(steps);
    std::chrono::duration<double, std::nano> const taken = std::chrono::steady_clock::now() - begin;
    if (taken.count() < fewest) fewest = taken.count();
  }
  std::printf("%u %.17g %.1f\n", static_cast<unsigned>(fingerprint()), static_cast<double>(loss), fewest / steps);
}
#endif
