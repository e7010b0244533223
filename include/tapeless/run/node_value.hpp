// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/kernel/reference.hpp"
#include "tapeless/ops/records.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Where each node's elements start when the values of all nodes lie one after the other; the last entry is their
/// number.
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

/// Computes the nodes of a graph one by one, as their definitions read, sample after sample, each matrix column after
/// column. Nothing is fused, overlapped or reordered, and all of it may happen in a constant expression: the reference
/// for what a plan computes.
template <class T>
class node_values {
public:
  constexpr node_values(graph::view const& graph_view, std::uint32_t const* offsets, T* memory,
                        std::uint32_t sample_count, std::uint32_t const* sample_numbers = nullptr)
      : g(graph_view), offset(offsets), values(memory), samples(sample_count), numbers(sample_numbers) {}

  constexpr T* sample(graph::id v, std::uint32_t s) {
    return values + offset[v] + (g[v].shape.is_batched() ? s * g[v].shape.size() : 0);
  }
  constexpr std::uint32_t count(graph::id v) const { return g[v].shape.is_batched() ? samples : 1; }

  /// All nodes but the leaves, whose values are there already.
  constexpr void compute_all() {
    for (graph::id v = 0; v < g.node_count; ++v)
      ops::visit<op{}, last_operation>(g[v].code, [&]<op Code>() { compute<Code>(v); });
  }

private:
  template <op Code>
  constexpr void compute(graph::id v) {
    if constexpr (ops::is_computed(Code)) {
      each_element<Code, ops::record<Code>::arity>(v);
    } else if constexpr (is_user_primitive(Code)) {
      primitive(v);
    } else if constexpr (Code == op::random) {
      random(v);
    } else if constexpr (family_of(Code) != family::source) {
      each_sample<Code>(v);
    } else if constexpr (Code != op::leaf) {
      *sample(v, 0) = static_cast<T>(ops::record<Code>::value(g[v], samples));
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

  constexpr void random(graph::id v) {
    graph::node const& made = g[v];
    auto const integer = [&](graph::id parts) { return ops::integer_of_parts<T>(sample(parts, 0)); };
    ops::random_key const key = ops::key_of(integer(made.a), made.detail, integer(made.b));
    for (std::uint32_t s = 0; s < count(v); ++s) {
      std::uint32_t const number = made.value == 0 ? 0 : numbers == nullptr ? s : numbers[s];
      ops::record<op::random>::value(key, ops::matrix<T>{sample(v, s), made.shape}, number);
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

  constexpr std::ptrdiff_t stride(graph::id v) const {
    return g[v].shape.is_batched() ? static_cast<std::ptrdiff_t>(g[v].shape.size()) : 0;
  }
  constexpr kernel::operand<T> operand(graph::id v) {
    return v == graph::none ? kernel::operand<T>{} : kernel::operand<T>{sample(v, 0), stride(v)};
  }
  constexpr kernel::stored_shape shape_of(graph::id v) const { return v == graph::none ? extents{} : g[v].shape; }
  /// What is not element-wise: of each sample, or summed over the samples.
  template <op Code>
  constexpr void each_sample(graph::id v) {
    graph::node const& made = g[v];
    kernel::reference<Code, T>(made.attributes(), {sample(v, 0), stride(v)}, made.shape, operand(made.a),
                               shape_of(made.a), operand(made.b), shape_of(made.b),
                               ops::sums_samples<Code> ? samples : count(v), operand(made.c));
  }

  graph::view g;
  std::uint32_t const* offset;
  T* values;
  std::uint32_t samples;
  std::uint32_t const* numbers;  // of the samples in the data
};

/// Evaluates a whole graph: `values` holds its nodes at `offsets`, the leaves filled in before. Samples are numbered as
/// they come, or as `numbers` says.
template <class T>
constexpr void interpret(graph::view const& g, std::uint32_t const* offsets, T* values, std::uint32_t samples,
                         std::uint32_t const* numbers = nullptr) {
  node_values<T>(g, offsets, values, samples, numbers).compute_all();
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
