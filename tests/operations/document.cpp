// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
#include "document.hpp"

#include "simplified.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/show/latex/formula.hpp"

#include <cstdio>

namespace operations {
namespace {

using tl::op;
using tl::graph::id;

/// What one output of a builder needs, as `graph::freeze` selects it, for graphs that are made at run time.
class selected {
public:
  selected(tl::rules::simplifier& b, id root) {
    b.output(root);
    tl::graph::selection const chosen(b);
    auto const renumbered = [&](id v) { return v == tl::graph::none ? v : chosen.node_number[v]; };
    for (id v = 0; v < b.size(); ++v) {
      if (chosen.node_number[v] == tl::graph::none) continue;
      tl::graph::node n = b[v];
      n.a = renumbered(n.a);
      n.b = renumbered(n.b);
      n.c = renumbered(n.c);
      if (n.leaf != tl::graph::none) n.leaf = chosen.leaf_number[n.leaf];
      nodes.push_back(n);
    }
    for (std::uint32_t l = 0; l < b.leaves.size(); ++l)
      if (chosen.leaf_number[l] != tl::graph::none) leaves.push_back(b.leaves[l]);
    primitives.assign(b.primitives.begin(), b.primitives.end());
    batch = b.declared_batch();
    output = chosen.node_number[root];
  }
  tl::graph::view view() const {
    tl::graph::view whole{};
    whole.nodes = nodes.data();
    whole.node_count = static_cast<std::uint32_t>(nodes.size());
    whole.leaves = leaves.data();
    whole.leaf_count = static_cast<std::uint32_t>(leaves.size());
    whole.outputs = &output;
    whole.output_count = 1;
    whole.batch = batch;
    whole.primitives = primitives.data();
    return whole;
  }

private:
  std::vector<tl::graph::node> nodes{};
  std::vector<tl::graph::leaf_info> leaves{};
  std::vector<tl::graph::primitive_record> primitives{};
  std::uint32_t batch = 0;
  id output = 0;
};

/// The lines of a formula, the last one with the given left side.
template <std::uint32_t Leaves>
std::string lines(tl::graph::view const& graph, std::string const& left_side, std::string const& separator) {
  std::string text;
  auto append = [&](char character) { text += character; };
  tl::show::forward_to sink(append);
  tl::show::outliner<64> const outlined(graph, "");
  tl::show::latex_context<Leaves, 0> const context(graph);
  tl::show::latex_writer writer(graph, outlined.found.view(), context.view(), sink);
  auto const put_result = [&] { return text += left_side, true; };
  writer.write_lines(put_result, {" = ", "", separator, ""});
  return text;
}
std::string lines(tl::graph::view const& graph, std::string const& left_side, std::string const& separator) {
  switch (graph.leaf_count) {
  case 0: return lines<0>(graph, left_side, separator);
  case 1: return lines<1>(graph, left_side, separator);
  case 2: return lines<2>(graph, left_side, separator);
  case 3: return lines<3>(graph, left_side, separator);
  default: return lines<4>(graph, left_side, separator);
  }
}

std::string math(std::string const& formula) { return "$`" + formula + "`$"; }

/// ∂f/∂x, or the adjoint of x where g is that of the value.
std::string rule(row const& of, operand const& by) {
  tl::rules::simplifier b;
  id root = of.shown_with_laws != nullptr ? of.shown_with_laws(b) : simplified(b, of.shown);
  id const variable = b.leaf(tl::leaf_kind::parameter, by.identifier, by.shape);
  std::string const x(by.identifier.view());
  if (!of.shown_by_element) {
    id const g = b.leaf(tl::leaf_kind::input, tl::name("g"), b[root].shape);
    root = b.apply(op::sum, b.apply(op::multiply, g, root));
  }
  std::string const left_side = of.shown_by_element ? R"(\frac{\partial f}{\partial )" + x + "}" : R"(\bar{)" + x + "}";
  return lines(selected(b, tl::diff::adjoint_of(b, root, variable)).view(), left_side, "`$<br>$`");
}

std::string number(double of) {
  if (std::isinf(of)) return of < 0 ? "−∞" : "∞";
  char text[32];
  std::snprintf(text, sizeof text, "%.5g", of);
  return text;
}
std::string numbers_of(point const& each) {
  std::string text;
  for (matrix const& m : each) text += (text.empty() ? "" : ", ") + number(m.values[0]);
  return each.size() == 1 ? text : "(" + text + ")";
}
std::string kinks(row const& of) {
  std::string text = of.kink_text;
  if (of.shown_by_element)
    for (kink const& each : of.kinks)
      text += (text.empty() ? "at " : "; at ") + numbers_of(each.at) + ": " + numbers_of(each.derivative);
  return text.empty() ? "–" : text;
}
std::string derivatives(row const& of) {
  std::string text;
  for (operand const& each : of.shown_operands) text += (text.empty() ? "" : "<br>") + math(rule(of, each));
  return *of.note == '\0' ? text : text + "<br>" + of.note;
}

constexpr char const* head = R"(# Operations

Every operation that an expression can be made of. This file is written by `tests/operations` from the code: the
derivatives below are what the compiler derives, printed. A test fails when the file is not what the code says; this
writes it anew, from the project's root:

    build/tests/unit_operations -- --document

and this checks every row, and prints a table with a mark for each check:

    ctest --test-dir build -R unit.operations -V

Checked are, for every row, with and without the laws of simplification: the value and the derivative against a formula
written by hand (`formula`); forward mode against reverse mode, the whole Jacobian (`forward`); reverse mode against
difference quotients of order six (`reverse`); all second derivatives, in the four orders of forward and reverse,
against difference quotients of the gradient (`second`); the kernels of a program in double and float, value and
derivatives up to the second, against the interpreter (`double`, `float`); and at kinks the derivative that is
documented, forward and in reverse, in float and double (`kinks`).

How to read it: in rows of numbers the derivative is $`\frac{\partial f}{\partial x}`$, element by element; shapes are
equal, or one operand is a scalar. In rows of matrices it is the adjoint: where $`g`$ is the derivative of a result
$`L`$ by the value, $`\bar{A}`$ is that of $`L`$ by $`A`$. $`\odot`$ and $`\oslash`$ go element by element, $`\sigma`$
is the sigmoid, $`\mathbf{1}[c]`$ is 1 where $`c`$ holds and else 0. A kink is a place where the derivative is a
convention: “at x: f′”, or “at (x, y): (∂f/∂x, ∂f/∂y)”. The conventions: where operands tie for the value, they share
the derivative (`maximum`, `minimum`, `max`, `min`; so do JAX and PyTorch); activations in pieces are as flat at a kink
as beside it (`relu`, as in both; `relu6`, `hard_tanh`, `hard_sigmoid`, as in PyTorch); `clamp` hands everything on at
its ends (as in PyTorch; in JAX half); `abs`, `norm` and `hypot` have 0 at 0 (as in both), and so has `atan2` at the
origin (as in PyTorch; in JAX NaN).

How far f, f′ and f″ are from the truth, and why that may be more than 8 ulp, is in [mathematics.md](mathematics.md).
Where what a derivative is made of overflows, it is infinite or NaN although it is a number itself: f″ of `erf` and
`erfc` from half the largest number on (0·∞), the derivatives of `pow(x, y)` where only a tiny y keeps y·x^(y−1) finite,
those of `x / y` and `xdivy` where 1/y overflows, and f″ of `atan2` where 1/(x² + y²) does.
)";

}  // namespace

std::string document(std::vector<group> const& groups) {
  std::string text = head;
  for (group const& each : groups) {
    text += "\n## " + std::string(each.title) + "\n\n";
    text += "| operation | shape | value | derivative | kink | tested in |\n|---|---|---|---|---|---|\n";
    std::string const file(each.file);
    std::string const link = "[" + file.substr(file.rfind('/') + 1) + "](../" + file + ")";
    for (row const& of : each.rows)
      text += "| `" + std::string(of.name) + "` | " + of.shape + " | " + math(of.value) + " | " + derivatives(of) +
              " | " + kinks(of) + " | " + link + " |\n";
  }
  return text;
}

}  // namespace operations
