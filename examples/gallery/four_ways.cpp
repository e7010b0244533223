// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The gradient of f(x) = √(1 + |sin(W·sin(W·x))|²) in four ways: how wrong each is, and what it costs.
#include "tapeless/check/identity.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace tl = tapeless;

template <std::uint32_t N>
struct of_size {
  static constexpr auto x = tl::input<"x", N>;
  static constexpr auto W = tl::input<"W", N, N>;
  static constexpr auto f = sqrt(1 + sum(square(sin(W * sin(W * x)))));
  static constexpr auto forward = tl::jacfwd(f, x);  // all n directions side by side
  static constexpr auto reverse = tl::grad(f, x);
};

/// Each as a multiple of what f costs.
struct cost {
  double n, numerical, forward, reverse;
};
template <std::uint32_t N>
constexpr cost cost_of = {N, 2 * N, double(tl::flops<of_size<N>::forward>) / double(tl::flops<of_size<N>::f>),
                          double(tl::flops<of_size<N>::reverse>) / double(tl::flops<of_size<N>::f>)};
constexpr std::array costs{cost_of<2>, cost_of<4>, cost_of<8>, cost_of<16>, cost_of<32>, cost_of<64>};
static_assert(costs[5].reverse < 3.5 && costs[5].forward > 64 / 3);  // one is constant, the other grows with n

using eight = of_size<8>;
using program = tl::program<double, eight::f, eight::forward, eight::reverse>;
static program::workspace memory{};
static double W[64], at[8];
template <class T, class V>  // W·v or Wᵀ·v
static std::array<T, 8> product(bool transposed, V const& v) {
  std::array<T, 8> r{};
  for (std::size_t k = 0; k < 64; ++k) r[transposed ? k % 8 : k / 8] += T(W[k]) * T(v[transposed ? k / 8 : k % 8]);
  return r;
}
/// On paper: ∇f = Wᵀ(cos(z) ⊙ Wᵀ(cos(s) ⊙ sin(s))) / f with z = W·x, s = W·sin(z).
template <class T>
static std::array<T, 8> formula() {
  std::array<T, 8> u{}, v{};
  std::array<T, 8> const z = product<T>(false, at);
  for (std::size_t i = 0; i < 8; ++i) u[i] = std::sin(z[i]);
  std::array<T, 8> const s = product<T>(false, u);
  for (std::size_t i = 0; i < 8; ++i) v[i] = std::sin(s[i]), u[i] = std::cos(s[i]) * v[i];
  T const f = std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), T(1)));
  u = product<T>(true, u);
  for (std::size_t i = 0; i < 8; ++i) u[i] *= std::cos(z[i]) / f;
  return product<T>(true, u);
}

/// The largest error of an element, relative to the largest element.
template <class Gradient>
static double error_of(Gradient const& gradient) {
  using real = long double;
  std::array<real, 8> const exact = formula<real>();
  real error = 0, largest = 0;
  for (std::size_t i = 0; i < 8; ++i)
    error = std::fmax(error, std::abs(real(gradient(i)) - exact[i])), largest = std::fmax(largest, std::abs(exact[i]));
  return static_cast<double>(error / largest);
}
static double f_with(std::size_t i, double moved) {
  auto x = std::to_array(at);
  x[i] += moved;
  return program::run(memory, bind(eight::x, x), bind(eight::W, W))[eight::f];
}

int main(int count, char** arguments) {
  std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  for (int i = 0; i < 64; ++i) W[i] = std::sin(1.0 + i * i) / 2, at[i % 8] = std::cos(1.0 + i % 8);
  auto const run = program::run(memory, bind(eight::x, at), bind(eight::W, W));
  double const paper = error_of([by_hand = formula<double>()](std::size_t i) { return by_hand[i]; });
  double const forward = error_of([&](std::size_t i) { return run[eight::forward](0, i); });
  double const reverse = error_of([&](std::size_t i) { return run[eight::reverse](i); });
  double const derived = std::fmax(paper, std::fmax(forward, reverse));
  double best = 1;  // of all step sizes
  for (int k = 4; k <= 60; ++k) {
    double const h = std::pow(10.0, -k / 4.0);
    double const one_sided = error_of([&](std::size_t i) { return (f_with(i, h) - f_with(i, 0)) / h; });
    double const central = error_of([&](std::size_t i) { return (f_with(i, h) - f_with(i, -h)) / (2 * h); });
    best = std::fmin(best, central);
    if (file != nullptr) std::fprintf(file, "%.3e %.3e %.3e %.3e\n", h, one_sided, central, derived);
  }
  std::puts(tl::to_text<eight::reverse, "g">().data());
  std::printf("error: numerical %.0e, forward %.0e, reverse %.0e, formula %.0e\n", best, forward, reverse, paper);
  std::puts("cost in evaluations of f\n    n  numerical  forward  reverse");
  if (file != nullptr) std::fputs("\n\n", file);
  for (cost const& c : costs) {
    std::printf("%5.0f %10.0f %8.1f %8.2f\n", c.n, c.numerical, c.forward, c.reverse);
    if (file != nullptr) std::fprintf(file, "%g %g %g %g\n", c.n, c.numerical, c.forward, c.reverse);
  }
  if (file != nullptr) std::fclose(file);
  return derived < 2e-15 && best > 1e-13 ? 0 : 1;
}
