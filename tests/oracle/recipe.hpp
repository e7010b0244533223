// SPDX-License-Identifier: BSL-1.0
// A random function as a table, which tapeless and two tape libraries read alike: nodes in topological order over a
// fixed set of leaves, and the numbers at which it is evaluated.
#pragma once

#include "tapeless/graph/node.hpp"

#include <array>

namespace oracle {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::node;
using tl::graph::none;

/// The leaves a recipe may use; the first is an input, one for each sample, the others are parameters.
struct leaf_entry {
  char name;
  extents shape;
};
inline constexpr leaf_entry leaves[]{{'x', {3, 1}}, {'s', {1, 1}}, {'c', {1, 1}}, {'u', {3, 1}},
                                     {'v', {3, 1}}, {'r', {1, 3}}, {'A', {3, 3}}, {'R', {2, 3}}};
inline constexpr std::uint32_t leaf_count = std::size(leaves);
inline constexpr std::uint32_t input_leaf = 0;

/// Where the elements of leaf l begin when the parameters lie one after the other; the input takes no part.
constexpr std::uint32_t first_element(std::uint32_t l) {
  std::uint32_t first = 0;
  for (std::uint32_t i = input_leaf + 1; i < l; ++i) first += leaves[i].shape.size();
  return first;
}
inline constexpr std::uint32_t parameter_elements = first_element(leaf_count);

/// One number for each element of each parameter, column after column.
using parameter_vector = std::array<double, parameter_elements>;

inline constexpr std::uint32_t batch_samples = 3;

struct recipe {
  static constexpr std::uint32_t least_nodes = 5;
  static constexpr std::uint32_t most_nodes = 60;
  static constexpr std::uint32_t most_elements = 16;  ///< of one node

  std::uint32_t seed = 0;
  std::uint32_t samples = 0;  ///< batch_samples, or 0: no batch axis. The function is the sum over the samples.
  std::uint32_t count = 0;
  std::array<node, most_nodes> nodes{};  ///< the last one is the root, a scalar

  constexpr node const& operator[](id v) const { return nodes[v]; }
  constexpr id root() const { return count - 1; }
  /// How many times its nodes are evaluated.
  constexpr std::uint32_t runs() const { return samples == 0 ? 1 : samples; }
  constexpr bool uses_leaf(std::uint32_t l) const {
    for (id v = 0; v < count; ++v)
      if (nodes[v].code == op::leaf && nodes[v].leaf == l) return true;
    return false;
  }
};

/// What the numbers of a recipe are for.
enum class purpose : std::uint32_t { value, direction, other_direction, structure };

/// A number in (0, 1), made of a seed, what it is for and its place.
constexpr double fraction(std::uint32_t seed, purpose use, std::uint32_t place) {
  std::uint64_t const bits = tl::meta::mix(tl::meta::mix(seed, static_cast<std::uint64_t>(use)), place);
  return (static_cast<double>(bits >> 32) + 0.5) / 4294967296.0;
}
/// Of either sign, its size between 1/4 and 5/4: no zero, nothing huge.
constexpr double signed_number(std::uint32_t seed, purpose use, std::uint32_t place) {
  double const drawn = 2 * fraction(seed, use, place) - 1;
  return drawn < 0 ? drawn - 0.25 : drawn + 0.25;
}

constexpr parameter_vector numbers_for(std::uint32_t seed, purpose use) {
  parameter_vector all{};
  for (std::uint32_t e = 0; e < parameter_elements; ++e) all[e] = signed_number(seed, use, e);
  return all;
}
/// Where the function and its derivatives are compared.
constexpr parameter_vector point_of(std::uint32_t seed) { return numbers_for(seed, purpose::value); }
/// Along which second derivatives are compared.
constexpr parameter_vector direction_of(std::uint32_t seed) { return numbers_for(seed, purpose::direction); }
constexpr double input_element(std::uint32_t seed, std::uint32_t sample, std::uint32_t element) {
  return signed_number(seed, purpose::value, 1000 + sample * leaves[input_leaf].shape.size() + element);
}

}  // namespace oracle
