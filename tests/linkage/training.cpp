// SPDX-License-Identifier: BSL-1.0
#include "training.hpp"

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct classifier : tl::sequential<tl::in<"x", 6>, tl::dense<9, tl::activation::tanh>,
                                   tl::residual<tl::dense<9, tl::activation::gelu>>, tl::dense<3>> {};
static constinit tl::network_trainer<classifier, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4>
    trainer{};

float train() {
  float samples[60];
  unsigned char labels[10];
  for (unsigned i = 0; i < 60; ++i) samples[i] = 0.1f * static_cast<float>(i * 7 % 31) - 1.5f;
  for (unsigned i = 0; i < 10; ++i) labels[i] = static_cast<unsigned char>(i % 3);
  trainer.initialize(tl::initializer::he{}, 11);
  if (!trainer.set(tl::optimizer::learning_rate, 0.1f)) return -1;
  float last = 0;
  for (unsigned epoch = 0; epoch < 5; ++epoch) {
    for (std::uint32_t first = 0; first < 10; first += 4) {
      std::uint32_t const rows[4]{first, first + 1, first + 2, first + 3};
      auto const step = trainer.step(samples, labels, tl::rows{std::span(rows, first == 8 ? 2u : 4u)});
      if (!step) return -1;
      last = step.loss;
    }
  }
  return last;
}

float predict() {
  float const sample[6]{1, 0, -1, 2, 0.5f, 0};
  return trainer.predict(sample)(1);
}

namespace {

constexpr auto v = tl::input<"v", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto form = log(1 + exp(dot(v, A* v))) + sqrt(sum(square(v)));
constexpr auto by_v = grad(form, v);
using quadratic = tl::program<float, form, by_v>;

}  // namespace

float evaluate() {
  quadratic::workspace memory;
  quadratic::parameters parameters;
  parameters.for_each([](auto const&, auto const& values) {
    for (std::uint32_t i = 0; i < 3; ++i) values(i, i) = 0.5f;
  });
  float const point[3]{1, -2, 0.5f};
  auto const result = quadratic::run(memory, bind(v, point), parameters);
  return result[form] + result[by_v](2);
}
