// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "leaf_values.hpp"
#include "tapeless/run/node_value.hpp"

namespace operations {

/// All nodes of a builder, computed one by one in T.
template <class T>
class evaluation {
public:
  explicit evaluation(tapeless::graph::builder const& builder) : b(builder), offsets(b.size() + 1) {
    for (std::uint32_t v = 0; v < b.size(); ++v) offsets[v + 1] = offsets[v] + b[v].shape.total();
    values.resize(offsets.back());
  }
  void compute(leaf_values const& given) {
    for (std::uint32_t v = 0; v < b.size(); ++v)
      if (b[v].code == tapeless::op::leaf) fill(v, given);
    tapeless::run::interpret(graph(), offsets.data(), values.data(), given.samples);
  }
  /// A node's value in the given shape: a scalar stands for a matrix of equal elements.
  plain::matrix of(std::uint32_t v, tapeless::extents shape) const {
    plain::matrix made(shape.rows, shape.columns);
    bool const is_scalar = b[v].shape.is_scalar();
    for (std::size_t j = 0; j < shape.columns; ++j)
      for (std::size_t i = 0; i < shape.rows; ++i)
        made(i, j) = static_cast<double>(values[offsets[v] + (is_scalar ? 0 : j * shape.rows + i)]);
    return made;
  }
  plain::matrix of(std::uint32_t v) const { return of(v, b[v].shape); }

private:
  void fill(std::uint32_t v, leaf_values const& given) {
    tapeless::graph::leaf_info const& leaf = b.leaves[b[v].leaf];
    T* to = values.data() + offsets[v];
    std::uint32_t const count = b[v].shape.is_batched() ? given.samples : 1;
    for (std::uint32_t s = 0; s < count; ++s) {
      plain::matrix const from = given.of(leaf, s);
      for (std::size_t j = 0; j < from.columns; ++j)
        for (std::size_t i = 0; i < from.rows; ++i) *to++ = static_cast<T>(from(i, j));
    }
  }
  tapeless::graph::view graph() const {
    tapeless::graph::view whole{};
    whole.nodes = b.nodes.begin();
    whole.node_count = b.size();
    whole.leaves = b.leaves.begin();
    whole.leaf_count = b.leaves.size();
    whole.batch = b.declared_batch();
    whole.primitives = b.primitives.begin();
    return whole;
  }

  tapeless::graph::builder const& b;
  std::vector<std::uint32_t> offsets;
  std::vector<T> values;
};

}  // namespace operations
