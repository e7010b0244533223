// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Five optimizers on Rosenbrock's valley, f(x, y) = (1 − x)² + 10·(y − x²)², from (−1, 1.5): their paths, and how
// near to the minimum (1, 1) each comes.
#include "tapeless/tapeless.hpp"

#include <cmath>
#include <cstdio>

namespace tl = tapeless;
namespace optimizer = tapeless::optimizer;

constexpr auto place = tl::parameter<"place", 2>;
constexpr auto x = tl::element<0>(place);
constexpr auto y = tl::element<1>(place);
constexpr auto valley = square(1 - x) + 10 * square(y - square(x));

/// Steps along the valley; whether the last place is near the minimum.
template <class Optimizer>
static bool descend(std::FILE* data, char const* name, double rate) {
  static constinit tl::trainer<valley, Optimizer, double> trainer{};
  trainer.initialize(tl::initializer::zeros{}, 1);
  auto const at = trainer.parameters()[place];
  at(0) = -1;
  at(1) = 1.5;
  if (!trainer.set(optimizer::learning_rate, rate)) return false;
  double loss = 0;
  for (int i = 0; i < 400; ++i) {
    if (data != nullptr) std::fprintf(data, "%d %.6f %.6f\n", i, at(0), at(1));
    auto const step = trainer.step();
    if (!step) return false;
    loss = step.loss;
  }
  if (data != nullptr) std::fprintf(data, "\n\n");
  std::printf("%-9s ends at (%5.2f, %5.2f), f = %.1e\n", name, at(0), at(1), loss);
  return std::hypot(at(0) - 1, at(1) - 1) < 0.3;
}

int main(int count, char** arguments) {
  std::FILE* const data = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  bool const all = descend<optimizer::sgd>(data, "sgd", 0.01) &&
                   descend<optimizer::momentum>(data, "momentum", 0.002) &&
                   descend<optimizer::rmsprop>(data, "rmsprop", 0.02) && descend<optimizer::adam>(data, "adam", 0.1) &&
                   descend<optimizer::adamw>(data, "adamw", 0.1);
  if (data != nullptr) std::fclose(data);
  return all ? 0 : 1;
}
