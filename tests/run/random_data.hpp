// SPDX-License-Identifier: BSL-1.0
// The numbers that random programs run on, and all nodes of a graph from them by the interpreter.
#pragma once

#include "random_script.hpp"

#include "tapeless/run/node_value.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace random_program {

/// Of either sign, its size between 1/4 and 5/4, and a multiple of 2⁻²⁰: floats hold it too.
inline double number(std::uint32_t seed, std::uint64_t what, std::uint64_t place) {
  std::uint64_t const bits = tl::meta::mix(tl::meta::mix(seed, what), place) >> 43;
  double const drawn = static_cast<double>(bits) / 1048576 - 1;
  return drawn < 0 ? drawn - 0.25 : drawn + 0.25;
}

/// The data of a run: how many samples, and every element of every leaf.
struct data {
  std::uint32_t seed = 0;
  std::uint32_t samples = 1;

  data(std::uint32_t given_seed, std::uint32_t batch) : seed(given_seed) {
    // all of a batch in every third program
    if (batch > 1) samples = seed % 3 == 0 ? batch : 1 + static_cast<std::uint32_t>(tl::meta::mix(seed, 77) % batch);
  }
  double element(tl::graph::leaf_info const& leaf, std::uint32_t sample, std::uint32_t e) const {
    if (leaf.kind == tl::leaf_kind::scalar) return 0.125;
    if (is_integer(leaf)) return static_cast<double>(tl::meta::mix(seed, leaf.identifier.hash + e) >> 45);
    if (leaf.kind == tl::leaf_kind::label) return label(leaf, sample) == e ? 1 : 0;
    return number(seed, leaf.identifier.hash, std::uint64_t{tl::is_per_sample(leaf.kind) ? sample : 0} << 32 | e);
  }
  /// The seed and the step, which random numbers depend on: in parts, here of 19 bits.
  static bool is_integer(tl::graph::leaf_info const& leaf) {
    return leaf.identifier == tl::name("random.seed") || leaf.identifier == tl::name("optimizer.step");
  }
  /// Samples lie in the order of the run, or backwards, chosen by a list, from the last of one more than there are.
  bool has_list() const { return has_list(seed); }
  static constexpr bool has_list(std::uint32_t seed) { return seed % 4 == 1; }
  std::vector<std::uint32_t> list() const {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t s = 0; s < samples; ++s) rows.push_back(samples - s);
    return rows;
  }
  /// The number of the first sample of the data, if it is not 0.
  static constexpr bool has_first_row(std::uint32_t seed) { return seed % 3 == 2; }
  std::uint32_t first_row() const { return has_first_row(seed) ? 4294900000u + seed % 1000 : 0; }
  /// The samples' numbers among all data, by which random numbers are drawn.
  std::vector<std::uint32_t> numbers() const {
    std::vector<std::uint32_t> found = list();
    for (std::uint32_t s = 0; s < samples; ++s) found[s] = first_row() + (has_list() ? found[s] : s);
    return found;
  }
  std::uint32_t label(tl::graph::leaf_info const& leaf, std::uint32_t sample) const {
    return static_cast<std::uint32_t>(tl::meta::mix(tl::meta::mix(seed, 99), sample) % leaf.shape.rows);
  }
};

/// The elements of all nodes of a graph, one node after the other.
template <class T>
struct node_table {
  std::vector<std::uint32_t> offsets;
  std::vector<T> values;

  T const* of(id v) const { return values.data() + offsets[v]; }
};

/// Room for all nodes, with the leaves filled in.
template <class T, class Graph, class Leaves>
node_table<T> leaves_of(Graph const& g, std::uint32_t nodes, Leaves const& leaves, data const& d) {
  node_table<T> made;
  made.offsets.assign(nodes + 1, 0);
  for (id v = 0; v < nodes; ++v) made.offsets[v + 1] = made.offsets[v] + g[v].shape.total();
  made.values.assign(made.offsets[nodes], T(0));
  for (id v = 0; v < nodes; ++v) {
    if (g[v].code != op::leaf) continue;
    std::uint32_t const size = g[v].shape.size();
    for (std::uint32_t s = 0; s < (g[v].shape.is_batched() ? d.samples : 1); ++s)
      for (std::uint32_t e = 0; e < size; ++e)
        made.values[made.offsets[v] + s * size + e] = static_cast<T>(d.element(leaves[g[v].leaf], s, e));
  }
  return made;
}

template <class T>
node_table<T> interpreted(tl::graph::view const& g, data const& d) {
  node_table<T> made = leaves_of<T>(g, g.node_count, g.leaves, d);
  tl::run::interpret(g, made.offsets.data(), made.values.data(), d.samples, d.numbers().data());
  return made;
}

}  // namespace random_program
