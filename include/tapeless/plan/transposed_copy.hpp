// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/target/current.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Samples from which on Aᵀ·x is cheaper by way of a transposed copy of A than by dot products, whose lanes have to be
/// added up for each sample: a copy costs about as much as the additions of 4 samples (64×64, AVX-512).
inline constexpr std::uint32_t least_samples_for_copy = 8;

/// Whether a product of a transposed matrix with many vectors first copies the matrix into scratch memory.
constexpr bool copies_left(graph::view const& g, graph::node const& n, targets::description const& on) {
  if (n.code != op::product || !n.left_transposed || n.right_transposed || !on.has_vectors()) return false;
  extents const left = g[n.a].shape;
  extents const right = g[n.b].shape;
  return !left.is_batched() && right.batch >= least_samples_for_copy && right.columns == 1;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
