// SPDX-License-Identifier: BSL-1.0
// The code of README.md, made by tests/examples/snippets.py --write.

#include "tapeless/check/identity.hpp"  // equal
#include "tapeless/show/text.hpp"       // to_text
#include "tapeless/tapeless.hpp"        // all else

#include <cstdio>

namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;            // one sample, a column vector
inline constexpr auto y = tl::label<"y", 3>;            // one of three classes
inline constexpr auto W1 = tl::parameter<"W1", 16, 4>;  // (out, in)
inline constexpr auto b1 = tl::parameter<"b1", 16>;
inline constexpr auto W2 = tl::parameter<"W2", 3, 16>;
inline constexpr auto b2 = tl::parameter<"b2", 3>;
inline constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));
inline constexpr auto loss = tl::cross_entropy(tl::softmax(W2 * h + b2), y);
inline constexpr auto dW1 = tl::grad(loss, W1);  // an expression again, of shape 16×4
static_assert(tl::equal<tl::grad(dot(x, x), x), 2 * x>);

int main() { std::puts(tl::to_text<dW1, "dW1">().data()); }

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 32> trainer{};
static_assert(trainer.parameter_bytes() == (16 * 4 + 16 + 3 * 16 + 3) * sizeof(float));
static_assert(trainer.storage_bytes() <= 7 * 1024);  // parameters, momentum, workspace: all there is

float train(std::span<float const> samples, std::span<std::uint8_t const> labels,
            std::span<std::uint32_t const> batch) {
  auto const step = trainer.step(samples, labels, tl::rows{batch});  // no copies, no heap; up to 32 of your rows
  return step ? step.loss : -1.0F;                                   // else step.status() says which datum is wrong
}

inline constexpr auto rate = tl::scalar<"rate">;
inline constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(loss));
inline constexpr auto update = tl::assign(W1, W1 - rate * tl::grad(mean_loss, W1));
using step = tl::program<float, mean_loss, update>;
static_assert(step::workspace_bytes <= 1600);

float run_once(step::workspace& memory, step::parameters& parameters, std::span<float const> xs,
               std::span<int const> ys) {
  auto const run = step::run(memory, bind(x, xs), bind(y, ys), bind(rate, 0.1F), parameters);
  return run ? run[mean_loss] : -1.0F;  // else run.status() says which datum is wrong
}
