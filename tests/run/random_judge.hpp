// SPDX-License-Identifier: BSL-1.0
// Whether what a run left is what the interpreter finds.
#pragma once

#include "random_coverage.hpp"
#include "random_data.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace random_program {

template <class View>
std::vector<double> flat(View const& v) {
  std::vector<double> all;
  auto const add = [&](auto const& each) {
    for (std::uint32_t j = 0; j < each.columns(); ++j)
      for (std::uint32_t i = 0; i < each.rows(); ++i) all.push_back(static_cast<double>(each(i, j)));
  };
  if constexpr (requires { v.rows(); }) {
    add(v);
  } else {
    for (std::uint32_t s = 0; s < v.size(); ++s) add(v[s]);
  }
  return all;
}

/// What a program did: its outputs, and the leaves of its stores by their numbers.
struct outcome {
  std::vector<std::vector<double>> outputs;
  std::vector<std::vector<double>> leaves;
};

/// Compares a run with the interpreter in the same precision. What single precision changes says how far rounding
/// reaches.
class judge {
public:
  judge(std::uint32_t for_seed, tl::graph::view const& graph, data const& d, bool in_float)
      : seed(for_seed),
        g(graph),
        is_float(in_float),
        exact(interpreted<double>(graph, d)),
        rough(interpreted<float>(graph, d)) {}

  void compare(outcome const& after) {
    for (std::uint32_t o = 0; o < g.output_count; ++o)
      each(after.outputs[o], g.outputs[o], "output " + std::to_string(o));
    for (std::uint32_t l = 0; l < g.leaf_count; ++l) {
      if (after.leaves[l].empty()) continue;
      id expected = none;
      for (id v = 0; v < g.node_count; ++v)
        if (g[v].code == op::leaf && g[v].leaf == l) expected = v;
      for (std::uint32_t a = 0; a < g.assign_count; ++a)
        if (g.assigns[a].leaf == l) expected = g.assigns[a].value;
      if (expected != none) each(after.leaves[l], expected, std::string(g.leaves[l].identifier.view()));
    }
    BOOST_TEST(finite > 0, "seed " << seed << " has no finite value: it compares nothing");
  }

private:
  void each(std::vector<double> const& found, id v, std::string const& what) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      std::size_t const at = exact.offsets[v] + (g[v].shape.is_scalar() && !g[v].shape.is_batched() ? 0 : i);
      auto const single = static_cast<double>(rough.values[at]);
      double const expected = is_float ? single : exact.values[at];
      if (std::isfinite(expected)) ++finite;
      bool const agrees =
          std::isnan(expected)
              ? std::isnan(found[i]) || is_float
              : found[i] == expected || std::abs(found[i] - expected) <= tolerance(at) || !std::isfinite(tolerance(at));
      ++total().numbers;
      if (!agrees) ++total().disagreements;
      BOOST_TEST(agrees, "seed " << seed << ' ' << what << " element " << i << ": " << found[i] << ", interpreted "
                                 << expected);
    }
  }
  double tolerance(std::size_t at) const {
    double const lost = std::abs(static_cast<double>(rough.values[at]) - exact.values[at]);
    double const size = 1 + std::abs(exact.values[at]);
    if (!is_float) return 1e-12 * size + (std::isfinite(lost) ? 1e-6 * lost : 0);
    return lost > 1e-2 * size ? std::numeric_limits<double>::infinity() : 2e-5 * size + 64 * lost;
  }

  std::uint32_t seed;
  tl::graph::view g;
  bool is_float;
  node_table<double> exact;
  node_table<float> rough;
  std::size_t finite = 0;
};

}  // namespace random_program
