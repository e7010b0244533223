// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../plain_matrix.hpp"
#include "tapeless/graph/node.hpp"

#include <utility>

namespace operations {

/// What the leaves of a graph are bound to: the given matrices, and numbers without pattern for all others.
struct leaf_values {
  std::vector<std::pair<tapeless::name, plain::matrix>> given{};
  std::uint32_t samples = 1;

  void set(tapeless::name const& leaf, plain::matrix const& to) {
    for (auto& each : given)
      if (each.first == leaf) {
        each.second = to;
        return;
      }
    given.emplace_back(leaf, to);
  }
  plain::matrix of(tapeless::graph::leaf_info const& leaf, std::uint32_t sample = 0) const;
};

/// Numbers of either sign with sizes in (0.25, 1.25): nothing is zero, equal or symmetric by accident. A label is
/// another class for each sample; the seed and the step, which random numbers depend on, are 0.
inline plain::matrix generic_numbers(tapeless::graph::leaf_info const& leaf, std::uint32_t sample = 0) {
  plain::matrix made(leaf.shape.rows, leaf.shape.columns);
  if (leaf.kind == tapeless::leaf_kind::label) return plain::one_hot(leaf.shape.rows, (sample + 1) % leaf.shape.rows);
  if (leaf.kind == tapeless::leaf_kind::state) return made;
  for (std::size_t e = 0; e < made.values.size(); ++e) {
    std::uint64_t const bits = tapeless::meta::mix(tapeless::meta::mix(leaf.identifier.hash, sample), e);
    double const size = 0.25 + static_cast<double>(bits >> 40) / static_cast<double>(1u << 24);
    made.values[e] = (bits & 1) != 0 ? -size : size;
  }
  return made;
}

inline plain::matrix leaf_values::of(tapeless::graph::leaf_info const& leaf, std::uint32_t sample) const {
  for (auto const& each : given)
    if (each.first == leaf.identifier) return each.second;
  return generic_numbers(leaf, sample);
}

}  // namespace operations
