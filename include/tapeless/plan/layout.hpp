// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/plan/storage.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// How the samples of a batch lie in the workspace, for a whole program.
enum class layout : std::uint8_t {
  feature_minor,  ///< sample after sample: the numbers of one sample are neighbours
  /// number after number: the samples of one number are neighbours, and go through the lanes of a vector together
  batch_minor,
};

/// From one number to the next in batch_minor: whole vectors, so that each number's samples begin at a vector's
/// boundary, and no multiple of 1 kB, which would put all numbers into the same few lines of a cache.
constexpr std::uint32_t batch_stride(std::uint32_t batch, targets::description const& on = targets::current) {
  std::uint32_t const whole = batch < numbers_in_a_vector(on) ? batch : whole_vectors(batch, on);
  return whole % 256 == 0 ? whole + numbers_in_a_vector(on) : whole;
}

/// Whether the kernels for batch_minor compute n, a value of the batch or a sum over it.
constexpr bool runs_across_samples(graph::view const& g, graph::node const& n) {
  auto const is_batched = [&](graph::id v) { return g[v].shape.is_batched(); };
  auto const is_along_vector = [&] { return n.axis() != 1 || g[n.a].shape.is_scalar(); };
  switch (family_of(n.code)) {
  case family::source:
  case family::elementwise: return true;
  case family::movement:
  case family::matrix_function: return false;
  case family::product:
    if (n.code == op::product) return !is_batched(n.a) && !n.right_transposed && g[n.b].shape.columns == 1;
    return is_batched(n.a) && is_batched(n.b) && !n.left_transposed && n.right_transposed;
  case family::reduction: return n.code == op::sum && is_along_vector();
  case family::normalization: return n.code == op::softmax && is_along_vector();
  case family::cross_entropy: return is_along_vector();
  case family::batch_sum: return g[n.a].shape.columns == 1;
  }
  return false;
}

/// Whether the kernels for batch_minor know all that a program does with a batch: vectors, products with shared
/// matrices, element-wise chains, sums. Outputs of several numbers for each sample are handed out sample after sample.
constexpr bool can_be_batch_minor(graph::view const& g) {
  auto const is_plain_vector = [&](graph::id v) { return g[v].shape.columns == 1; };
  for (graph::id v = 0; v < g.node_count; ++v) {
    graph::node const& n = g[v];
    bool const is_batched = n.shape.is_batched();
    bool const reduces_batch = n.code == op::batch_product_sum || n.code == op::batch_sum;
    if (!is_batched && !reduces_batch) continue;
    if (is_batched && (!is_plain_vector(v) || n.shape.batch < 4)) return false;
    if (!runs_across_samples(g, n)) return false;
  }
  for (std::uint32_t o = 0; o < g.output_count; ++o)
    if (g[g.outputs[o]].shape.is_batched() && g[g.outputs[o]].shape.size() != 1) return false;
  return true;
}

/// Vector instructions for `count` numbers that lie in a line, of `width` lanes.
constexpr std::uint64_t vectors_for(std::uint64_t count, std::uint64_t width) { return (count + width - 1) / width; }

/// A model of what the operations on a batch cost in either layout, in vector instructions; `width` is the lanes of a
/// register. Adding up the lanes of 16 sums takes about as long as 60 multiply-adds, transposing a block of width ×
/// width numbers as 6 · width. Along elements each sample of a product is a line of its own, with addresses and a rest
/// of lanes; across samples the sums of a weight gradient read a vector for each multiply-add. (Checked with W1 to W4
/// of docs/performance.md.)
constexpr std::uint64_t batch_cost(graph::view const& g, layout how, std::uint64_t width) {
  std::uint64_t total = 0;
  for (graph::id v = 0; v < g.node_count; ++v) {
    graph::node const& n = g[v];
    bool const batched_operand = n.a != graph::none && g[n.a].shape.is_batched();
    std::uint64_t const batch = n.shape.is_batched() ? n.shape.batch : batched_operand ? g[n.a].shape.batch : 0;
    if (batch == 0) continue;
    std::uint64_t const size = n.shape.size();
    bool const in_lanes = how == layout::batch_minor;
    std::uint64_t const lines = in_lanes ? size * vectors_for(batch, width) : batch * vectors_for(size, width);
    if (n.code == op::product) {
      std::uint64_t const inner = g[n.b].shape.rows;
      total += lines * inner + (in_lanes ? 0 : batch * 10);
      if (!in_lanes && n.left_transposed) total += vectors_for(size, width) * vectors_for(inner, width) * 6 * width;
    } else if (n.code == op::batch_product_sum) {
      total += in_lanes ? size * vectors_for(batch, width) * 11 / 8 + vectors_for(size, width) * 60
                        : batch * vectors_for(n.shape.rows, width) * n.shape.columns;
    } else if (n.code == op::batch_sum) {
      std::uint64_t const from = g[n.a].shape.size();
      total += in_lanes ? from * vectors_for(batch, width) + vectors_for(from, width) * 60
                        : batch * vectors_for(from, width);
    } else if (n.code == op::leaf) {
      if (in_lanes) total += vectors_for(size, width) * vectors_for(batch, width) * 6 * width;
    } else {
      std::uint64_t const operations = n.code == op::random ? ops::record<op::random>::flops
                                       : n.code == op::softmax || n.code == op::softmax_cross_entropy ? 60
                                       : is_elementwise(n.code) && n.code != op::add                  ? 4
                                                                                                      : 1;
      total += lines * operations;
    }
  }
  return total;
}

/// The layout of a program. The lanes of floats decide, so that float and double programs have one plan.
constexpr layout choose_layout(graph::view const& g, targets::description const& on) {
  std::uint64_t const width = on.lanes(4);
  if (!on.has_vectors() || !can_be_batch_minor(g)) return layout::feature_minor;
  // one in ten for what the model does not know
  return batch_cost(g, layout::batch_minor, width) * 10 < batch_cost(g, layout::feature_minor, width) * 9
             ? layout::batch_minor
             : layout::feature_minor;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
