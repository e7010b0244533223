// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/context.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Finds the layers of a network in the graph of its loss. A layer is an affine map: a product of a weight (something
/// made of parameters only) with anything else, and what is added to it: further such products, and parameters.
template <std::uint32_t Capacity>
class layer_finder {
public:
  /// `is_forward[v]`: the loss depends on v.
  constexpr layer_finder(graph::view const& whole_graph, std::array<bool, Capacity> const& is_forward)
      : formulas(whole_graph), forward(is_forward) {  // output 0 is the loss
    for (id v = 0; v < formulas.node_count; ++v)
      if (forward[v]) look_at(v);
    for (id v = 0; v < formulas.node_count; ++v)
      if (forward[v] && is_weighted(v)) note(top_of_sum(v), weight_of(v));
    sort();
    for (id v = 0; v < formulas.node_count; ++v)
      if (forward[v]) highest[v] = highest_below(v);
    numbered_by_leaves = leaves_have_distinct_numbers();
  }

  std::array<layer, Capacity> found{};
  std::uint32_t count = 0;
  bool numbered_by_leaves = false;
  std::array<std::uint32_t, Capacity> highest{};  ///< the last layer that v depends on or is, else none
  std::array<id, Capacity> only_user{};           ///< in the forward part; none where there are more

  /// The operand of a layer's product that is no weight, else none.
  constexpr id layer_input(id v) const {
    if (!is_weighted(v)) return none;
    return is_weight[formulas[v].a] ? formulas[v].b : formulas[v].a;
  }

private:
  constexpr void look_at(id v) {
    node const& here = formulas[v];
    only_user[v] = none;
    highest[v] = none;
    bool const is_leaf = here.code == op::leaf;
    is_weight[v] = is_leaf && formulas.leaves[here.leaf].kind == leaf_kind::parameter;
    bool of_weights = true;
    bool any_weight = false;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      id const x = graph::operand(here, i);
      of_weights = of_weights && (is_weight[x] || formulas[x].code == op::constant);
      any_weight = any_weight || is_weight[x];
      only_user[x] = used[x] ? none : v;
      used[x] = true;
    }
    is_weight[v] = is_weight[v] || (of_weights && any_weight);
  }
  constexpr bool is_weighted(id v) const {
    node const& here = formulas[v];
    return here.code == op::product && is_weight[here.a] != is_weight[here.b];
  }
  constexpr std::uint32_t weight_of(id v) const {
    node const& weight = formulas[is_weight[formulas[v].a] ? formulas[v].a : formulas[v].b];
    return weight.code == op::leaf ? weight.leaf : none;
  }
  constexpr id top_of_sum(id v) const {
    for (id user = only_user[v]; user != none; user = only_user[v]) {
      node const& here = formulas[user];
      id const other = here.a == v ? here.b : here.a;
      bool const is_sum = here.code == op::add || (here.code == op::subtract && here.a == v);
      if (!is_sum || !(is_weight[other] || is_affine(other))) break;
      v = user;
    }
    return v;
  }
  /// A weighted product, or one with parameters added.
  constexpr bool is_affine(id v) const {
    for (; !is_weighted(v); v = formulas[v].a)
      if (formulas[v].code != op::add || !is_weight[formulas[v].b]) return false;
    return true;
  }
  constexpr void note(id top, std::uint32_t weight) {
    bool known = top == formulas.outputs[0];
    for (std::uint32_t k = 0; k < count; ++k) known = known || found[k].pre_activation == top;
    if (known) return;
    found[count++] = {top, weight};
  }
  constexpr void sort() {
    for (std::uint32_t i = 1; i < count; ++i)
      for (std::uint32_t k = i; k > 0 && found[k].pre_activation < found[k - 1].pre_activation; --k) {
        layer const lower = found[k];
        found[k] = found[k - 1];
        found[k - 1] = lower;
      }
  }
  constexpr std::uint32_t highest_below(id v) const {
    std::uint32_t last = none;
    for (std::uint32_t i = 0; i < graph::operand_count(formulas[v]); ++i) {
      std::uint32_t const under = highest[graph::operand(formulas[v], i)];
      if (under != none && (last == none || under > last)) last = under;
    }
    for (std::uint32_t k = 0; k < count; ++k)
      if (found[k].pre_activation == v) last = k;
    return last;
  }
  constexpr bool leaves_have_distinct_numbers() const {
    std::array<std::uint64_t, Capacity> seen{};
    for (std::uint32_t k = 0; k < count; ++k) {
      if (found[k].weight == none) return false;
      symbol const weight(formulas.leaves[found[k].weight].identifier.view());
      if (!weight.has_index() && !is_number(weight.below)) return false;
      fingerprint sink;
      if (weight.has_index()) put_index(weight, sink);
      if (!weight.has_index()) sink(weight.below);
      seen[k] = sink.value;
      for (std::uint32_t other = 0; other < k; ++other)
        if (seen[other] == seen[k]) return false;
    }
    return true;
  }

  graph::view formulas;
  std::array<bool, Capacity> forward;
  std::array<bool, Capacity> is_weight{};
  std::array<bool, Capacity> used{};
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
