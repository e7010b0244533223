// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// A physics-informed network: u(x, t) with ∂u/∂t = 0.1·∂²u/∂x² on 0 ≤ x ≤ 1, 0 ≤ t ≤ 1, u = 0 at both ends and
// u = sin(πx) at first, learnt from the equation alone. The solution is exp(−0.1·π²·t)·sin(πx).
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace tl = tapeless;
constexpr double pi = std::numbers::pi;

struct net : tl::sequential<tl::in<"point", 2>, tl::dense<16, tl::activation::tanh>,
                            tl::dense<16, tl::activation::tanh>, tl::dense<1>> {};
constexpr auto x = tl::element<0>(net::input);
constexpr auto t = tl::element<1>(net::input);
constexpr auto u =
    sin(pi * x) + t * x * (1 - x) * tl::output<net>;  // right at first and at both ends, whatever is learnt
constexpr auto du = tl::grad(u, net::input);
constexpr auto u_xx = tl::element<0>(tl::grad(tl::element<0>(du), net::input));
constexpr auto equation = tl::batch_mean(tl::batch<64>(square(tl::element<1>(du) - 0.1 * u_xx)));
struct how : tl::optimizer::chain<tl::schedule::cosine, tl::optimizer::adam> {};
static constinit tl::trainer<equation, how, double> trainer{};

static double exact(double at_x, double at_t) { return std::exp(-0.1 * pi * pi * at_t) * std::sin(pi * at_x); }

int main(int count, char** arguments) {
  std::FILE* const data = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  trainer.initialize(tl::initializer::glorot{}, 1);
  if (!trainer.set(tl::optimizer::learning_rate, 0.01) || !trainer.set(tl::schedule::total_steps, 3000)) return 1;
  tl::random::pcg32 place = tl::random::stream(1, "points");
  for (int step = 0; step < 3000; ++step) {
    std::array<double, 128> points;
    for (double& each : points) each = place() * 0x1p-32;
    auto const done = trainer.step(bind(net::input, points));
    if (!done) return std::fprintf(stderr, "%s\n", describe(done.status()).data()), 1;
    if (data != nullptr && step % 20 == 0) std::fprintf(data, "%d %.6e\n", step, done.loss);
    if (step % 500 == 0) std::printf("step %4d  mean squared residual %.2e\n", step, done.loss);
  }
  static tl::program<double, u>::workspace memory{};
  double worst = 0;
  if (data != nullptr) std::fprintf(data, "\n\n");
  for (int i = 0; i <= 20; ++i)
    for (int j = 0; j <= 20; ++j) {
      std::array const at{j / 20.0, i / 20.0};
      double const found = trainer.predict<u>(memory, bind(net::input, at))[u][0];
      worst = std::max(worst, std::abs(found - exact(at[0], at[1])));
      if (data != nullptr) std::fprintf(data, "%g %g %.6f %.6f\n", at[0], at[1], found, exact(at[0], at[1]));
    }
  if (data != nullptr) std::fclose(data);
  std::printf("largest error on a grid: %.1e\n", worst);
  return worst <= 2e-3 ? 0 : 1;
}
