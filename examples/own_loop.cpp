// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// A training loop of your own: value and gradients from one program, the update written by hand. The network learns
// XOR.
#include "tapeless/tapeless.hpp"

#include <cstdio>

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 2>;
inline constexpr auto y = tl::input<"y">;
inline constexpr auto W1 = tl::parameter<"W1", 4, 2>;
inline constexpr auto b1 = tl::parameter<"b1", 4>;
inline constexpr auto W2 = tl::parameter<"W2", 1, 4>;
inline constexpr auto b2 = tl::parameter<"b2">;
inline constexpr auto z = W2 * tanh(W1 * x + b1) + b2;
inline constexpr auto loss = tl::batch_mean(tl::batch<4>(tl::binary_cross_entropy_with_logits(z, y)));
inline constexpr auto gradients = tl::value_and_grad(loss, W1, b1, W2, b2);

using program = tl::program<double, gradients>;
static constinit program::workspace workspace{};
static constinit program::parameters parameters{};

template <class Parameter, class Gradient>
static void descend(Parameter const& w, Gradient const& g, double rate) {
  for (std::uint32_t i = 0; i < w.rows(); ++i)
    for (std::uint32_t j = 0; j < w.columns(); ++j) w(i, j) -= rate * g(i, j);
}

int main() {
  constexpr double inputs[8]{0, 0, 0, 1, 1, 0, 1, 1};
  constexpr double truths[4]{0, 1, 1, 0};
  tl::initialize(parameters, tl::initializer::glorot{}, 3);
  double last = 0;
  for (int step = 0; step <= 2000; ++step) {
    auto const run = program::run(workspace, bind(x, inputs), bind(y, truths), parameters);
    if (!run) return std::fprintf(stderr, "own_loop: %s\n", describe(run.status()).data()), 1;
    last = run[loss];
    if (step % 500 == 0) std::printf("step %4d  loss %.6f\n", step, last);
    descend(parameters[W1], run[tl::grad(loss, W1)], 0.5);
    descend(parameters[b1], run[tl::grad(loss, b1)], 0.5);
    descend(parameters[W2], run[tl::grad(loss, W2)], 0.5);
    descend(parameters[b2], run[tl::grad(loss, b2)], 0.5);
  }
  std::printf("workspace %zu bytes\n", program::workspace_bytes);
  return last < 0.01 ? 0 : 1;
}
