// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/kernel/movement.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/ops/records.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Where each node's elements start when the values of all nodes lie one after the other; the last entry is their number.
template <graph::sizes Size>
constexpr std::array<std::uint32_t, Size.nodes + 1> node_offsets(graph::frozen<Size> const& g) {
  std::array<std::uint32_t, Size.nodes + 1> at{};
  for (graph::id v = 0; v < Size.nodes; ++v) at[v + 1] = at[v] + g.nodes[v].shape.total();
  return at;
}

template <graph::sizes Size>
constexpr std::uint64_t elements_of_all_nodes(graph::frozen<Size> const& g) {
  std::uint64_t sum = 0;
  for (graph::node const& each : g.nodes) sum += each.shape.total();
  return sum;
}

/// Computes the nodes of a graph one by one, as their definitions read, sample after sample, each matrix column after column. Nothing is
/// fused, overlapped or reordered, and all of it may happen in a constant expression: the reference for what a plan computes.
template <class T>
class node_values {
public:
  constexpr node_values(graph::view const& graph_view, std::uint32_t const* offsets, T* memory,
                        std::uint32_t sample_count)
      : g(graph_view), offset(offsets), values(memory), samples(sample_count) {}

  constexpr T* sample(graph::id v, std::uint32_t s) {
    return values + offset[v] + (g[v].shape.is_batched() ? s * g[v].shape.size() : 0);
  }
  constexpr std::uint32_t count(graph::id v) const { return g[v].shape.is_batched() ? samples : 1; }

  /// All nodes but the leaves, whose values are there already.
  constexpr void compute_all() {
    for (graph::id v = 0; v < g.node_count; ++v) compute(v);
  }

private:
  constexpr void compute(graph::id v) {
    op const code = g[v].code;
    switch (code) {
    case op::leaf: return;
    case op::constant: *sample(v, 0) = static_cast<T>(g[v].value); return;
    case op::batch_size: *sample(v, 0) = static_cast<T>(samples); return;
    case op::select: return each_element<op::select, 3>(v);
    case op::unary_primitive:
    case op::binary_primitive: return primitive(v);
    case op::concatenate: return concatenate(v);
    case op::product:
    case op::batch_product_sum: return product(v);
    case op::batch_sum: return batch_sum(v);
    default: break;
    }
    if (is_elementwise_unary(code)) return with_each<1>(v, code);
    if (is_elementwise_binary(code)) return with_each<2>(v, code);
    return is_movement(code) ? move(v, code) : within_each_sample(v);
  }

  template <std::uint32_t Operands>
  constexpr void with_each(graph::id v, op code) {
    if constexpr (Operands == 1) {
      ops::visit_unary(code, [&]<op Code>() { each_element<Code, 1>(v); });
    } else {
      ops::visit_binary(code, [&]<op Code>() { each_element<Code, 2>(v); });
    }
  }

  template <op Code, std::uint32_t Operands>
  constexpr void each_element(graph::id v) {
    graph::node const& made = g[v];
    std::uint32_t const size = made.shape.size();
    for (std::uint32_t s = 0; s < count(v); ++s) {
      T* const to = sample(v, s);
      T const* from[Operands]{};
      std::uint32_t step[Operands]{};
      for (std::uint32_t i = 0; i < Operands; ++i) {
        from[i] = sample(graph::operand(made, i), s);
        step[i] = g[graph::operand(made, i)].shape.is_scalar() ? 0 : 1;
      }
      for (std::uint32_t e = 0; e < size; ++e) {
        if constexpr (Operands == 1) to[e] = ops::value<Code>(from[0][e * step[0]]);
        if constexpr (Operands == 2) to[e] = ops::value<Code>(from[0][e * step[0]], from[1][e * step[1]]);
        if constexpr (Operands == 3)
          to[e] = ops::value<Code>(from[0][e * step[0]], from[1][e * step[1]], from[2][e * step[2]]);
      }
    }
  }

  constexpr void primitive(graph::id v) {
    graph::node const& made = g[v];
    graph::primitive_values const& function = *g.primitives[made.primitive()].values;
    graph::id const second = made.b == graph::none ? made.a : made.b;
    std::uint32_t const step[2]{g[made.a].shape.is_scalar() ? 0u : 1u, g[second].shape.is_scalar() ? 0u : 1u};
    for (std::uint32_t s = 0; s < count(v); ++s)
      for (std::uint32_t e = 0; e < made.shape.size(); ++e)
        sample(v, s)[e] = function(sample(made.a, s)[e * step[0]], sample(second, s)[e * step[1]]);
  }

  constexpr kernel::stored<T const> matrix(graph::id v, std::uint32_t s) { return {sample(v, s), g[v].shape}; }

  constexpr void move(graph::id v, op code) {
    switch (code) {
    case op::transpose: return move_as<op::transpose>(v);
    case op::reshape: return move_as<op::reshape>(v);
    case op::slice: return move_as<op::slice>(v);
    case op::pad: return move_as<op::pad>(v);
    case op::diagonal: return move_as<op::diagonal>(v);
    case op::diagonal_matrix: return move_as<op::diagonal_matrix>(v);
    default: return move_as<op::repeat>(v);
    }
  }
  template <op Code>
  constexpr void move_as(graph::id v) {
    for (std::uint32_t s = 0; s < count(v); ++s)
      kernel::moved<Code, T>({sample(v, s), g[v].shape}, matrix(g[v].a, s), g[v].row(), g[v].column());
  }
  constexpr void concatenate(graph::id v) {
    for (std::uint32_t s = 0; s < count(v); ++s)
      kernel::concatenated<T>({sample(v, s), g[v].shape}, matrix(g[v].a, s), matrix(g[v].b, s), g[v].axis());
  }

  /// op(A)·op(B) for each sample, or their sum over the samples.
  constexpr void product(graph::id v) {
    graph::node const& made = g[v];
    bool const summed = made.code == op::batch_product_sum;
    extents const left = g[made.a].shape;
    extents const right = g[made.b].shape;
    std::uint32_t const inner = made.left_transposed ? left.rows : left.columns;
    for (std::uint32_t e = 0; e < made.shape.total(); ++e) values[offset[v] + e] = T{};
    for (std::uint32_t s = 0; s < (summed ? samples : count(v)); ++s) {
      T const* const a = sample(made.a, s);
      T const* const b = sample(made.b, s);
      T* const to = sample(v, s);
      for (std::uint32_t j = 0; j < made.shape.columns; ++j)
        for (std::uint32_t k = 0; k < inner; ++k) {
          T const factor = b[made.right_transposed ? k * right.rows + j : j * right.rows + k];
          for (std::uint32_t i = 0; i < made.shape.rows; ++i)
            to[j * made.shape.rows + i] += a[made.left_transposed ? i * left.rows + k : k * left.rows + i] * factor;
        }
    }
  }

  constexpr void batch_sum(graph::id v) {
    for (std::uint32_t e = 0; e < g[v].shape.size(); ++e) {
      T total{};
      for (std::uint32_t s = 0; s < samples; ++s) total += sample(g[v].a, s)[e];
      sample(v, 0)[e] = total;
    }
  }

  constexpr void within_each_sample(graph::id v) {
    kernel::lines const along = kernel::lines_along(g[v].axis(), g[g[v].a].shape);
    for (std::uint32_t s = 0; s < count(v); ++s) {
      T* const to = sample(v, s);
      T const* const from = sample(g[v].a, s);
      switch (g[v].code) {
      case op::sum: kernel::reduced_lines<op::sum>(to, from, along); break;
      case op::max: kernel::reduced_lines<op::max>(to, from, along); break;
      case op::norm: kernel::reduced_lines<op::norm>(to, from, along); break;
      case op::logsumexp: kernel::reduced_lines<op::logsumexp>(to, from, along); break;
      case op::softmax: kernel::normalized_lines<op::softmax>(to, from, along); break;
      case op::log_softmax: kernel::normalized_lines<op::log_softmax>(to, from, along); break;
      default: *to = kernel::cross_entropy_of_logits(from, sample(g[v].b, s), along.size);  // softmax_cross_entropy
      }
    }
  }

  graph::view g;
  std::uint32_t const* offset;
  T* values;
  std::uint32_t samples;
};

/// Evaluates a whole graph: `values` holds its nodes at `offsets`, the leaves filled in before.
template <class T>
constexpr void interpret(graph::view const& g, std::uint32_t const* offsets, T* values, std::uint32_t samples) {
  node_values<T>(g, offsets, values, samples).compute_all();
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
