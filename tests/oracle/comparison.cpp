// SPDX-License-Identifier: BSL-1.0
#include "comparison.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"
#include "tapeless/run/node_value.hpp"
#include "tapeless/show/text/formula.hpp"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace oracle {

namespace {

/// Everything that was built, as it is: the passes select what the outputs need, an interpretation need not.
tl::graph::view whole(tl::graph::builder const& b) {
  return {b.nodes.begin(),   b.nodes.size(),   b.leaves.begin(),   b.leaves.size(),
          b.outputs.begin(), b.outputs.size(), b.assigns.begin(),  b.assigns.size(),
          b.names.begin(),   b.names.size(),   b.declared_batch(), b.primitives.begin()};
}

/// Room for a graph that is built at run time, so that its table of nodes never moves. In f(b, make_node(b),
/// b[x].shape) g++ 12 takes the address b[x] before and reads the shape after the call that may move the table; a
/// constant expression is not affected.
constexpr std::uint32_t table_size = 1 << 14;
void reserve_nodes(tl::graph::builder& b) {
  b.nodes.resize(table_size);
  b.nodes.clear();
}

std::uint32_t leaf_called(std::string_view text) {
  std::uint32_t l = 0;
  while (leaves[l].name != text.back()) ++l;
  return l;
}

/// What 10⁻¹⁰ is allowed of: the largest component, because one that is a difference of large numbers has their
/// rounding. (Of 20 000 seeds all agreed to 10⁻¹², and all but 11 to 10⁻¹³.)
double largest(parameter_vector const& all) {
  double found = 0;
  for (double const each : all) found = std::fmax(found, std::fabs(each));
  return found;
}
bool agree(double found, double expected, double scale) { return std::fabs(found - expected) <= 1e-10 * scale; }

class comparer {
public:
  comparer(recipe const& of, tapeless_answer const& found) : r(of), answer(found) {}

  void number(std::string_view what, std::string_view library, double expected) {
    double const found = answer.outputs.at(next++).at(0);
    if (!agree(found, expected, 1 + std::fabs(expected))) report(what, library, found, expected);
  }
  void vector(std::string_view what, std::string_view library, parameter_vector const& expected, double scale) {
    for (std::uint32_t l = 0; l < leaf_count; ++l) {
      if (l == input_leaf || !r.uses_leaf(l)) continue;
      std::vector<double> const& found = answer.outputs.at(next++);
      for (std::uint32_t e = 0; e < leaves[l].shape.size(); ++e) {
        double const by_library = expected[first_element(l) + e];
        if (agree(found.at(e), by_library, scale)) continue;
        report(std::string(what) + " by " + leaves[l].name + '[' + std::to_string(e) + ']', library, found[e],
               by_library);
      }
    }
  }
  void start_again() { next = 0; }
  std::string text() const {
    std::uint32_t const silent = reported > most_reported ? reported - most_reported : 0;
    return silent == 0 ? words.str() : words.str() + "  and " + std::to_string(silent) + " more\n";
  }

private:
  static constexpr std::uint32_t most_reported = 6;

  void report(std::string_view what, std::string_view library, double found, double expected) {
    if (++reported > most_reported) return;
    words.precision(17);
    words << "  " << what << ": tapeless " << found << ", " << library << ' ' << expected << '\n';
  }
  recipe const& r;
  tapeless_answer const& answer;
  std::size_t next = 0;
  std::uint32_t reported = 0;
  std::ostringstream words;
};

}  // namespace

double leaf_element(recipe const& r, tl::graph::leaf_info const& leaf, std::uint32_t sample, std::uint32_t element) {
  std::uint32_t const l = leaf_called(leaf.identifier.view());
  if (l == input_leaf) return input_element(r.seed, sample, element);
  purpose const use = leaf.kind == tl::leaf_kind::state ? purpose::direction : purpose::value;
  return numbers_for(r.seed, use)[first_element(l) + element];
}

std::string difference(recipe const& r, tapeless_answer const& found) {
  adolc_answer const adolc = by_adolc(r);
  first_order const sacado = by_sacado(r);
  double const steepest = largest(sacado.gradient);
  if (!(steepest > 1e-4)) return "  the gradient is zero, this recipe compares nothing\n";
  comparer compared(r, found);
  compared.number("value", "Sacado", sacado.value);
  compared.vector("derivative", "Sacado", sacado.gradient, steepest);
  compared.start_again();
  compared.number("value", "ADOL-C", adolc.value);
  compared.vector("derivative", "ADOL-C", adolc.gradient, steepest);
  if (found.highest == order::first) return compared.text();
  double slope = 0;
  parameter_vector const direction = direction_of(r.seed);
  for (std::uint32_t e = 0; e < parameter_elements; ++e) slope += adolc.gradient[e] * direction[e];
  double const curvature = steepest + largest(adolc.hessian_times_direction);
  compared.number("slope", "ADOL-C", slope);
  compared.vector("Hessian times direction, forward over reverse,", "ADOL-C", adolc.hessian_times_direction, curvature);
  compared.vector("Hessian times direction, reverse over reverse,", "ADOL-C", adolc.hessian_times_direction, curvature);
  return compared.text();
}

std::string text_of(recipe const& r) {
  tl::graph::plain_builder b;
  reserve_nodes(b);
  writer<tl::graph::plain_builder> written(b, r);
  b.output(written.root());
  constexpr std::uint32_t capacity = recipe::most_nodes + leaf_count + 2;
  tl::show::outline<capacity> const outlined = tl::show::outliner<capacity>(whole(b), "f").found;
  std::string text;
  auto append = [&](char each) { text += each; };
  tl::show::forward_to sink(append);
  tl::show::write_formulas(whole(b), outlined.view(), "f", "\n", sink);
  return text;
}

template <class Builder>
tapeless_answer interpreted(recipe const& r, order highest) {
  Builder b;
  reserve_nodes(b);
  writer<Builder>(b, r).outputs(highest);
  if (b.nodes.size() > table_size) throw std::length_error("a graph outgrew its table of nodes");
  tl::graph::view const g = whole(b);
  std::vector<std::uint32_t> offsets(g.node_count + 1, 0);
  for (id v = 0; v < g.node_count; ++v) offsets[v + 1] = offsets[v] + g[v].shape.total();
  std::vector<double> values(offsets.back());
  for (id v = 0; v < g.node_count; ++v) {
    if (g[v].code != op::leaf) continue;
    std::uint32_t const size = g[v].shape.size();
    for (std::uint32_t e = 0; e < g[v].shape.total(); ++e)
      values[offsets[v] + e] = leaf_element(r, g.leaves[g[v].leaf], e / size, e % size);
  }
  tl::run::interpret(g, offsets.data(), values.data(), r.runs());
  tapeless_answer answer{highest, {}};
  for (std::uint32_t o = 0; o < g.output_count; ++o) {
    double const* const first = values.data() + offsets[g.outputs[o]];
    answer.outputs.emplace_back(first, first + g[g.outputs[o]].shape.size());
  }
  return answer;
}
template tapeless_answer interpreted<tl::rules::simplifier>(recipe const&, order);
template tapeless_answer interpreted<tl::graph::plain_builder>(recipe const&, order);

}  // namespace oracle
