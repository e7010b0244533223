// SPDX-License-Identifier: BSL-1.0
// Inference of an autoencoder with weights in flash: 640-128-128-128-128-8-128-128-128-128-640 with ReLU, the network
// of MLPerf Tiny's anomaly detection (its batch norms are folded into the weights). One megabyte of weights.
#include "report.hpp"
#include "stack_paint.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tl = tapeless;

using relu = tl::activation::relu;
struct net : tl::sequential<tl::in<"x", 640>, tl::dense<128, relu>, tl::dense<128, relu>, tl::dense<128, relu>,
                            tl::dense<128, relu>, tl::dense<8, relu>, tl::dense<128, relu>, tl::dense<128, relu>,
                            tl::dense<128, relu>, tl::dense<128, relu>, tl::dense<640>> {};
/// How much of the input the network does not reproduce.
inline constexpr auto anomaly = tl::mean_squared_error(tl::output<net>, net::input);
using inference = tl::program<float, anomaly>;

/// Whole multiples of 1/64 between -8/64 and 7/64, by a linear congruential generator: what is measured does not depend
/// on what they are, and the sums are exact on every target.
extern "C" {
[[gnu::section(".weights")]] extern constexpr inference::parameters weights = [] {
  inference::parameters made{};
  std::uint32_t state = 1;
  made.for_each([&](tl::name const&, auto const& values) {
    for (std::uint32_t j = 0; j < values.columns(); ++j)
      for (std::uint32_t i = 0; i < values.rows(); ++i) {
        state = state * 1664525u + 1013904223u;
        values(i, j) = static_cast<float>(static_cast<std::int32_t>(state >> 28) - 8) * 0x1p-6f;
      }
  });
  return made;
}();
}
static constinit inference::workspace workspace{};

extern "C" [[gnu::weak]] float prediction(float const* sample, std::size_t size) {
  auto const run = inference::run(workspace, bind(net::input, std::span(sample, size)), weights);
  return run ? run[anomaly][0] : -1;
}

int main() {
  static constexpr auto sample = [] {
    std::array<float, 640> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) made[i] = static_cast<float>(i % 7) * 0x1p-3f - 0.375f;
    return made;
  }();
  report("parameter_bytes", static_cast<float>(weights.bytes()));
  float const found = prediction(sample.data(), 640);
  report("anomaly", found);
  stack_paint::spread();
  prediction(sample.data(), 640);
  float const refused = prediction(sample.data(), 639);
  report_stack("prediction", stack_paint::bytes_gone());
  return found > 0 && refused == -1 ? 0 : 1;
}
