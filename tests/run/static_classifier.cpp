// SPDX-License-Identifier: BSL-1.0
// Loss and gradients of a small classifier inside the compiler, against the textbook's formulas for them in plain
// loops.
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace run_static_classifier_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W1 = tl::parameter<"W1", 16, 4>;
constexpr auto b1 = tl::parameter<"b1", 16>;
constexpr auto W2 = tl::parameter<"W2", 3, 16>;
constexpr auto b2 = tl::parameter<"b2", 3>;
constexpr auto p = softmax(W2 * tanh(W1 * x + b1) + b2);
constexpr auto loss = tl::cross_entropy(p, y);
constexpr auto dW1 = tl::grad(loss, W1);
constexpr auto db1 = tl::grad(loss, b1);
constexpr auto dW2 = tl::grad(loss, W2);
constexpr auto db2 = tl::grad(loss, b2);

/// Weights that no symmetry makes alike.
template <std::size_t N>
constexpr std::array<double, N> spread(double start) {
  std::array<double, N> v{};
  for (double& each : v) {
    start += 0.786151377757423;
    if (start >= 1) start -= 1;
    each = start - 0.5;
  }
  return v;
}
constexpr auto w1 = spread<64>(0.1);
constexpr auto c1 = spread<16>(0.2);
constexpr auto w2 = spread<48>(0.3);
constexpr auto c2 = spread<3>(0.4);
constexpr std::array<double, 4> sample{0.5, -1.25, 2, 0.125};
constexpr std::array<int, 1> truth{1};

constexpr auto interpreted = tl::run::interpretation<double, tl::rules::listed<loss, dW1, db1, dW2, db2>>(
    tl::bind(x, sample), tl::bind(y, truth), tl::bind(W1, w1), tl::bind(b1, c1), tl::bind(W2, w2), tl::bind(b2, c2));

/// eˣ for |x| < 8 by its power series at x/16, and its sixteenth power; log by Newton's method on it.
constexpr double exponential(double v) {
  double term = 1;
  double sum = 1;
  for (int n = 1; n < 20; ++n) sum += term *= v / 16 / n;
  for (int n = 0; n < 4; ++n) sum *= sum;
  return sum;
}
constexpr double logarithm(double v) {
  double root = 0;
  for (int n = 0; n < 40; ++n) root += v / exponential(root) - 1;
  return root;
}

struct textbook {
  double loss = 0;
  double delta1[16]{};
  double delta2[3]{};
  double hidden[16]{};
};

/// δ² = p − y, δ¹ = (W²)ᵀδ² ⊙ (1 − a²); ∂L/∂Wˡ = δˡ (aˡ⁻¹)ᵀ, ∂L/∂bˡ = δˡ.
constexpr textbook by_hand() {
  textbook t{};
  for (std::size_t i = 0; i < 16; ++i) {
    double z = c1[i];
    for (std::size_t j = 0; j < 4; ++j) z += w1[4 * i + j] * sample[j];
    double const e = exponential(2 * z);
    t.hidden[i] = (e - 1) / (e + 1);
  }
  double weight[3]{};
  double total = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    double z = c2[k];
    for (std::size_t i = 0; i < 16; ++i) z += w2[16 * k + i] * t.hidden[i];
    total += weight[k] = exponential(z);
  }
  for (std::size_t k = 0; k < 3; ++k) t.delta2[k] = weight[k] / total - (k == 1 ? 1 : 0);
  t.loss = logarithm(total) - logarithm(weight[1]);
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t k = 0; k < 3; ++k) t.delta1[i] += w2[16 * k + i] * t.delta2[k];
    t.delta1[i] *= 1 - t.hidden[i] * t.hidden[i];
  }
  return t;
}
constexpr textbook expected = by_hand();

constexpr bool close(double found, double wanted) {
  double const difference = found - wanted;
  return difference < 1e-13 && difference > -1e-13;
}
constexpr bool first_layer_agrees() {
  for (std::uint32_t i = 0; i < 16; ++i) {
    if (!close(interpreted[db1](i), expected.delta1[i])) return false;
    for (std::uint32_t j = 0; j < 4; ++j)
      if (!close(interpreted[dW1](i, j), expected.delta1[i] * sample[j])) return false;
  }
  return true;
}
constexpr bool second_layer_agrees() {
  for (std::uint32_t k = 0; k < 3; ++k) {
    if (!close(interpreted[db2](k), expected.delta2[k])) return false;
    for (std::uint32_t i = 0; i < 16; ++i)
      if (!close(interpreted[dW2](k, i), expected.delta2[k] * expected.hidden[i])) return false;
  }
  return true;
}

static_assert(expected.loss > 0.1);  // the numbers below are not zeros
static_assert(close(interpreted[loss], expected.loss));
static_assert(first_layer_agrees());
static_assert(second_layer_agrees());

}  // namespace run_static_classifier_test

BOOST_AUTO_TEST_SUITE(run_static_classifier)

BOOST_AUTO_TEST_CASE(the_assertions_above_compare_gradients_that_are_not_zero) {
  using namespace run_static_classifier_test;
  double largest = 0;
  for (double const each : expected.delta1) largest = each > largest ? each : largest;
  BOOST_TEST(largest > 0.01);
}

BOOST_AUTO_TEST_SUITE_END()
