// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, many steps
// XOR learnt by a 2-3-1 network while this file is compiled: the random start, all steps of gradient descent and the
// test of what was learnt are constant expressions. The program only prints what the compiler found.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 2>;
inline constexpr auto y = tl::input<"y">;
inline constexpr auto theta = tl::parameter<"theta", 13>;  // all weights in one vector
inline constexpr auto W1 = tl::reshape<3, 2>(tl::slice<0, 6>(theta));
inline constexpr auto b1 = tl::slice<6, 3>(theta);
inline constexpr auto W2 = transpose(tl::slice<9, 3>(theta));
inline constexpr auto b2 = tl::slice<12, 1>(theta);
inline constexpr auto p = sigmoid(W2 * tanh(W1 * x + b1) + b2);
inline constexpr auto answers = tl::batch<4>(p);
inline constexpr auto loss = tl::batch_mean(tl::batch<4>(tl::binary_cross_entropy(p, y)));
inline constexpr auto next = theta - 2 * tl::grad(loss, theta);

constexpr double questions[8]{0, 0, 0, 1, 1, 0, 1, 1};
constexpr double truths[4]{0, 1, 1, 0};
constexpr std::size_t steps = 80;

struct learning {
  std::array<double, steps + 1> losses{};
  std::array<double, 4> answers{};
};
constexpr learning learn() {
  learning done;
  tl::random::pcg32 generator = tl::random::stream(1, "theta");
  tl::tensor<double, 13> weights{};
  for (double& each : weights.values) each = tl::random::symmetric<double>(generator);
  for (std::size_t step = 0; step <= steps; ++step) {
    done.losses[step] = tl::evaluate<double, loss>(bind(x, questions), bind(y, truths), bind(theta, weights.values));
    weights = tl::evaluate<double, next>(bind(x, questions), bind(y, truths), bind(theta, weights.values));
  }
  auto const learnt = tl::evaluate<double, answers>(bind(x, questions), bind(theta, weights.values));
  for (std::uint32_t s = 0; s < 4; ++s) done.answers[s] = learnt[s];
  return done;
}
constexpr learning learnt = learn();  // by the compiler
static_assert(learnt.answers[0] < 0.1 && learnt.answers[1] > 0.9 && learnt.answers[2] > 0.9 && learnt.answers[3] < 0.1);
static_assert(learnt.losses[steps] < 0.1 * learnt.losses[0]);

int main(int count, char** arguments) {
  for (std::size_t step = 0; step <= steps; step += 10)
    std::printf("step %3zu  loss %.4f\n", step, learnt.losses[step]);
  for (std::size_t s = 0; s < 4; ++s)
    std::printf("%g xor %g = %.3f\n", questions[2 * s], questions[2 * s + 1], learnt.answers[s]);
  if (std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr) {
    for (std::size_t step = 0; step <= steps; ++step) std::fprintf(file, "%zu %.6f\n", step, learnt.losses[step]);
    std::fclose(file);
  }
  return std::abs(learn().losses[steps] - learnt.losses[steps]) < 1e-9 ? 0 : 1;  // at run time the same
}
