// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Adam as the paper writes it (Kingma and Ba 2015), by a user: with powers of β at the step's number. Beside the
// library's, which keeps 1 − βᵗ as memory, on the same network.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;
namespace hana = boost::hana;
using tl::optimizer::learning_rate;

struct own_adam {
  static constexpr auto g = tl::update::gradient;
  static constexpr auto m = tl::update::state<"m">;
  static constexpr auto v = tl::update::state<"v">;
  static constexpr auto new_m = 0.9 * m + 0.1 * g;
  static constexpr auto new_v = 0.999 * v + 0.001 * square(g);
  static constexpr auto t = tl::update::step + 1;
  static constexpr auto step = (new_m / (1 - pow(0.9, t))) / (sqrt(new_v / (1 - pow(0.999, t))) + 1e-8);
  static constexpr auto states = hana::make_tuple(m, v);
  static constexpr auto hyperparameters = hana::make_tuple(tl::hyperparameter{learning_rate, 0.001});
  static constexpr auto rule = hana::make_tuple(
      assign(m, new_m), assign(v, new_v), assign(tl::update::parameter, tl::update::parameter - learning_rate * step));
};
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<8, tl::activation::tanh>, tl::dense<1>> {};
template <class Optimizer>
static constinit tl::network_trainer<net, tl::objective::mean_squared_error, Optimizer, 4, double> trainer{};

int main() {
  constexpr std::array<double, 8> inputs{0, 0, 0, 1, 1, 0, 1, 1};
  constexpr std::array<double, 4> exclusive_or{0, 1, 1, 0};
  trainer<own_adam>.initialize(tl::initializer::glorot{}, 1);
  trainer<tl::optimizer::adam>.initialize(tl::initializer::glorot{}, 1);
  double loss = 0, difference = 0;
  for (int i = 0; i <= 1000; ++i) {
    auto const own = trainer<own_adam>.step(inputs, exclusive_or);
    auto const library = trainer<tl::optimizer::adam>.step(inputs, exclusive_or);
    if (!own || !library) return 1;
    loss = own.loss;
    difference = std::abs(own.loss - library.loss);
    if (i % 250 == 0) std::printf("step %4d  loss %.6f  differs by %.0e\n", i, loss, difference);
  }
  return loss < 0.05 && difference < 1e-9 ? 0 : 1;
}
