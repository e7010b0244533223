// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The backward pass of a 3-4-2 classifier three times: neuron by neuron, as matrices, and as the compiler derives it.
#include "tapeless/check/identity.hpp"
#include "tapeless/tapeless.hpp"

#include <cmath>
#include <cstdio>
#include <numeric>

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto y = tl::label<"y", 2>;
inline constexpr auto W1 = tl::parameter<"W1", 4, 3>;
inline constexpr auto W2 = tl::parameter<"W2", 2, 4>;
inline constexpr auto b1 = tl::parameter<"b1", 4>;
inline constexpr auto b2 = tl::parameter<"b2", 2>;
inline constexpr auto a = sigmoid(W1 * x + b1);
inline constexpr auto p = softmax(W2 * a + b2);
inline constexpr auto loss = tl::cross_entropy(p, y);
inline constexpr auto derived = tl::grad(loss, W1, b1, W2, b2);
inline constexpr auto delta2 = p - y;
inline constexpr auto delta1 = (transpose(W2) * delta2) % (a % (1 - a));
inline constexpr auto dW1 = delta1 * transpose(x);
inline constexpr auto dW2 = delta2 * transpose(a);

using tl::equal, tl::grad;
static_assert(equal<grad(loss, W2), dW2> && equal<grad(loss, b2), delta2>);
static_assert(equal<grad(loss, W1), dW1> && equal<grad(loss, b1), delta1>);

constexpr double in[3]{1, -0.5, 0.25};
constexpr double w1[12]{0.8, -0.4, 0.1, -0.3, 0.9, 0.5, 0.2, 0.7, -1.1, -0.6, -0.2, 0.4};  // row after row
constexpr double w2[8]{0.5, -0.8, 0.3, 0.9, -0.7, 0.4, 1.2, -0.1};
constexpr double c1[4]{0.1, -0.2, 0.3, 0}, c2[2]{0.05, -0.05};  // biases

struct by_neuron {
  double a[4]{}, p[2]{}, delta1[4]{}, delta2[2]{}, dW1[12]{}, dW2[8]{};

  by_neuron() {
    for (int j = 0; j < 4; ++j) {
      double const z = std::inner_product(in, in + 3, w1 + 3 * j, c1[j]);
      a[j] = 1 / (1 + std::exp(-z));
    }
    for (int k = 0; k < 2; ++k) p[k] = std::exp(std::inner_product(a, a + 4, w2 + 4 * k, c2[k]));
    p[1] = 1 - (p[0] /= p[0] + p[1]);
    for (int k = 0; k < 2; ++k) delta2[k] = p[k] - (k == 1 ? 1 : 0);
    for (int j = 0; j < 4; ++j) delta1[j] = a[j] * (1 - a[j]) * (w2[j] * delta2[0] + w2[4 + j] * delta2[1]);
    for (int i = 0; i < 12; ++i) dW1[i] = delta1[i / 3] * in[i % 3];
    for (int i = 0; i < 8; ++i) dW2[i] = delta2[i / 4] * a[i % 4];
  }
};

/// Prints and compares: by neuron, as matrices, derived.
template <std::size_t N, class Matrix, class Derived>
static bool equal_in(char const* what, double const (&neurons)[N], Matrix const& matrix, Derived const& gradient) {
  double matrices[N], gradients[N], worst = 0;
  matrix.copy_to(matrices), gradient.copy_to(gradients);
  for (std::size_t i = 0; i < N; ++i) {
    std::printf("%-6s %18.15f %18.15f %18.15f\n", i == 0 ? what : "", neurons[i], matrices[i], gradients[i]);
    worst = std::fmax(worst, std::fmax(std::abs(neurons[i] - matrices[i]), std::abs(neurons[i] - gradients[i])));
  }
  return worst < 1e-12 && neurons[0] != 0;
}

static void edge(std::FILE* file, char const* from, int i, char const* to, int j, double slope) {
  std::fprintf(file, "%s%d -> %s%d [penwidth=%.2f, color=\"%s\"]\n", from, i, to, j, 0.4 + 12 * std::abs(slope),
               slope < 0 ? "#3d85c6" : "#e69138");
}
/// For Graphviz: activation and δ of each neuron; an edge is as wide as the derivative by its weight is large.
static void draw(std::FILE* file, by_neuron const& n) {
  std::fputs(
      "digraph { rankdir=LR; ranksep=3; splines=line; node [fontname=Helvetica, shape=box] edge [arrowhead=none]\n"
      "{rank=same x0 -> x1 -> x2 [style=invis]} {rank=same a0 -> a1 -> a2 -> a3 [style=invis]}\n"
      "{rank=same p0 -> p1 [style=invis]}\n",
      file);
  for (int i = 0; i < 3; ++i) std::fprintf(file, "x%d [label=\"x = %g\"]\n", i, in[i]);
  for (int j = 0; j < 4; ++j) std::fprintf(file, "a%d [label=\"a = %.3f\\nδ = %.3f\"]\n", j, n.a[j], n.delta1[j]);
  for (int k = 0; k < 2; ++k) std::fprintf(file, "p%d [label=\"p = %.3f\\nδ = %.3f\"]\n", k, n.p[k], n.delta2[k]);
  for (int i = 0; i < 12; ++i) edge(file, "x", i % 3, "a", i / 3, n.dW1[i]);
  for (int i = 0; i < 8; ++i) edge(file, "a", i % 4, "p", i / 4, n.dW2[i]);
  std::fputs("}\n", file);
}

int main(int count, char** arguments) {
  by_neuron const n;
  using program = tl::program<double, delta2, dW2, delta1, dW1, derived>;
  static program::workspace memory{};
  static program::parameters store{};
  store[W1].copy_from(w1), store[W2].copy_from(w2), store[b1].copy_from(c1), store[b2].copy_from(c2);
  auto const run = program::run(memory, bind(x, in), bind(y, 1), store);
  if (!run) return 1;
  std::puts("       neuron by neuron   as matrices        derived");
  bool const right = equal_in("delta2", n.delta2, run[delta2], run[grad(loss, b2)]) &&
                     equal_in("dW2", n.dW2, run[dW2], run[grad(loss, W2)]) &&
                     equal_in("delta1", n.delta1, run[delta1], run[grad(loss, b1)]) &&
                     equal_in("dW1", n.dW1, run[dW1], run[grad(loss, W1)]);
  if (std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr) draw(file, n), std::fclose(file);
  return right ? 0 : 1;
}
