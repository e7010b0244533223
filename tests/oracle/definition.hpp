// SPDX-License-Identifier: BSL-1.0
// The graph of a random program, read node by node over numbers of any type: doubles, or those of a tape library.
#pragma once

#include "../run/random_data.hpp"
#include "structure.hpp"

namespace oracle {

using random_program::data;
using random_program::node_table;

/// All nodes up to and including `last` that `needed` wants, whose leaves are there already.
template <class Functions, class Number, class Graph, class Needed>
void evaluate_graph(Graph const& g, id last, data const& d, node_table<Number>& t, Needed const& needed) {
  auto const at = [&](id v, std::uint32_t s) {
    return v == none ? nullptr : t.values.data() + t.offsets[v] + (g[v].shape.is_batched() ? s * g[v].shape.size() : 0);
  };
  std::vector<std::uint32_t> const numbers = d.numbers();
  for (id v = 0; v <= last; ++v) {
    node const& n = g[v];
    if (n.code == op::leaf || !needed(v)) continue;
    if (n.code == op::batch_size) {
      *at(v, 0) = Number(static_cast<double>(d.samples));
    } else if (n.code == op::batch_sum) {
      for (std::uint32_t e = 0; e < n.shape.size(); ++e) {
        Number total = at(n.a, 0)[e];
        for (std::uint32_t s = 1; s < d.samples; ++s) total = total + at(n.a, s)[e];
        at(v, 0)[e] = total;
      }
    } else if (n.code == op::random) {
      auto const integer = [&](id parts) {
        std::uint64_t total = 0;
        for (std::uint32_t i = 3; i-- > 0;)
          total = total << 24 | static_cast<std::uint64_t>(Functions::number(at(parts, 0)[i]));
        return total;
      };
      tl::ops::random_key const key = tl::ops::key_of(integer(n.a), n.detail, integer(n.b));
      for (std::uint32_t s = 0; s < (n.shape.is_batched() ? d.samples : 1); ++s)
        for (std::uint32_t i = 0; i < n.shape.rows; ++i)
          for (std::uint32_t j = 0; j < n.shape.columns; ++j) {
            std::uint32_t const number = n.value != 0 ? numbers[s] : 0;
            double const bits = tl::ops::random_bits(key, number, i * n.shape.columns + j);
            at(v, s)[j * n.shape.rows + i] = Number(bits * 0x1p-24);
          }
    } else if (n.code == op::batch_product_sum) {
      std::vector<Number> part(n.shape.size(), Number(0.0));
      struct product {
        Graph const& g;
        id of;
        node single;
        node const& operator[](id u) const { return u == of ? single : g[u]; }
      } const one{g, v, [&] {
                    node made = n;
                    made.code = op::product;
                    return made;
                  }()};
      for (std::uint32_t s = 0; s < d.samples; ++s) {
        node_of<Functions, Number>(one, v, at(n.a, s), at(n.b, s), at(n.c, s), part.data()).compute();
        for (std::uint32_t e = 0; e < n.shape.size(); ++e) {
          if (s == 0)
            at(v, 0)[e] = part[e];
          else
            at(v, 0)[e] = at(v, 0)[e] + part[e];
        }
      }
    } else {
      for (std::uint32_t s = 0; s < (n.shape.is_batched() ? d.samples : 1); ++s)
        node_of<Functions, Number>(g, v, at(n.a, s), at(n.b, s), at(n.c, s), at(v, s)).compute();
    }
  }
}

/// The gradient of `root` by all elements of the leaf nodes `by`, one leaf after the other: by each tape library.
using gradients = std::vector<double>;
gradients by_sacado(tl::graph::builder const& g, data const& d, id root, std::vector<id> const& by);
gradients by_adolc(tl::graph::builder const& g, data const& d, id root, std::vector<id> const& by);

/// Which nodes a root needs.
inline std::vector<bool> ancestors(tl::graph::builder const& g, id root) {
  std::vector<bool> needed(root + 1, false);
  needed[root] = true;
  for (id v = root + 1; v-- > 0;)
    for (std::uint32_t i = 0; needed[v] && i < tl::graph::operand_count(g[v]); ++i)
      needed[tl::graph::operand(g[v], i)] = true;
  return needed;
}

}  // namespace oracle
