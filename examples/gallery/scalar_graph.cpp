// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// L = (x·w + b − y)², node by node: the value on the way up, the adjoint (the derivative of L by the node) on the way
// down. All numbers here are exact, so they are compared exactly, by the compiler too.
#include "tapeless/check/identity.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

#include <array>
#include <cstdio>

namespace tl = tapeless;

inline constexpr auto x = tl::scalar<"x">;
inline constexpr auto w = tl::parameter<"w">;
inline constexpr auto b = tl::parameter<"b">;
inline constexpr auto y = tl::scalar<"y">;
inline constexpr auto p = tl::define<"p">(x * w);
inline constexpr auto z = tl::define<"z">(p + b);
inline constexpr auto r = tl::define<"r">(z - y);
inline constexpr auto L = tl::define<"L">(square(r));

template <auto const& Node>  // of any node, the leaves as well
inline constexpr auto adjoint = tl::grad(L, Node);
static_assert(tl::equal<adjoint<w>, 2 * (x * w + b - y) * x>);
static_assert(tl::equal<adjoint<b>, 2 * (x * w + b - y)>);

template <auto const& E>
constexpr double evaluated() {
  return tl::evaluate<double, E>(bind(x, 3.0), bind(w, std::array{0.5}), bind(b, std::array{0.25}), bind(y, 2.0))(0, 0);
}

struct node {
  char const* name;
  char const* formula;
  double value;
  double adjoint;
};
template <auto const& E>
constexpr node node_of(char const* name, char const* formula) {
  return {name, formula, evaluated<E>(), evaluated<adjoint<E>>()};
}
constexpr node nodes[]{node_of<x>("x", ""),         node_of<w>("w", ""),         node_of<b>("b", ""),
                       node_of<y>("y", ""),         node_of<p>("p", " = x * w"), node_of<z>("z", " = p + b"),
                       node_of<r>("r", " = z - y"), node_of<L>("L", " = r * r")};

struct edge {
  int from;
  int to;
  double slope;  // of the upper node by the lower one
  char const* formula;
};
constexpr edge edges[]{{0, 4, 0.5, "w"}, {1, 4, 3, "x"},     {4, 5, 1, "1"},    {2, 5, 1, "1"},
                       {5, 6, 1, "1"},   {3, 6, -1, "(-1)"}, {6, 7, -0.5, "2r"}};

/// By the formulas on paper, r = −¼; and by the chain rule: what flows into a node is the sum over the edges that
/// leave it.
constexpr bool all_right() {
  constexpr double values[]{3, 0.5, 0.25, 2, 1.5, 1.75, -0.25, 0.0625};
  constexpr double adjoints[]{-0.25, -1.5, -0.5, 0.5, -0.5, -0.5, -0.5, 1};
  double flowing[8]{0, 0, 0, 0, 0, 0, 0, 1};
  for (int e = 6; e >= 0; --e) flowing[edges[e].from] += nodes[edges[e].to].adjoint * edges[e].slope;
  for (int i = 0; i < 8; ++i)
    if (nodes[i].value != values[i] || nodes[i].adjoint != adjoints[i] || flowing[i] != adjoints[i]) return false;
  return true;
}
static_assert(all_right());

static void write(std::FILE* file) {
  std::fputs("digraph { rankdir=LR; bgcolor=white; node [fontname=Helvetica, shape=box, style=\"filled,rounded\"];\n"
             "edge [fontname=Helvetica, fontsize=11, arrowsize=0.7];\n",
             file);
  for (int i = 0; i < 8; ++i)
    std::fprintf(file, "n%d [label=\"%s%s\\nvalue %g\\nadjoint %g\", fillcolor=\"%s\"];\n", i, nodes[i].name,
                 nodes[i].formula, nodes[i].value, nodes[i].adjoint, i == 1 || i == 2 ? "#d9ead3" : "#cfe2f3");
  for (edge const& e : edges)
    std::fprintf(file,
                 "n%d -> n%d [color=\"#3d85c6\"];\nn%d -> n%d [color=\"#e69138\", fontcolor=\"#b45f06\", "
                 "constraint=false, label=\"%g · %s\"];\n",
                 e.from, e.to, e.to, e.from, nodes[e.to].adjoint, e.formula);
  std::fputs("}\n", file);
}

int main(int count, char** arguments) {
  std::puts(tl::to_text<adjoint<w>, "dL/dw">().data());
  for (node const& each : nodes)
    std::printf("%s%-10s value %7g   adjoint %6g\n", each.name, each.formula, each.value, each.adjoint);
  if (std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr) write(file), std::fclose(file);
  return all_right() ? 0 : 1;
}
