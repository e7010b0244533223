// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/show/notation/number.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using graph::id;
using graph::node;
using graph::none;

/// Leaves are listed kind by kind, what is per sample first.
inline constexpr leaf_kind listed_kinds[] = {leaf_kind::input, leaf_kind::label, leaf_kind::scalar,
                                             leaf_kind::parameter, leaf_kind::state};

/// The loss ℓ in (Σ ℓ)/k, ℓ a logistic loss of k elements (or in ℓ itself, if it is a scalar): binary cross-entropy
/// from logits.
constexpr id mean_logistic_loss(graph::view const& g, id v) {
  node const& here = g[v];
  if (here.code == op::logistic_loss) return here.shape.size() == 1 ? v : none;
  if (here.code != op::divide || g[here.a].code != op::sum || g[here.b].code != op::constant) return none;
  id const loss = g[here.a].a;
  bool const is_mean = g[here.b].value == static_cast<double>(g[loss].shape.size());
  return is_mean && g[loss].code == op::logistic_loss && g[here.a].axis() == all_axes ? loss : none;
}

/// (Σ over samples of e)/n
constexpr bool is_batch_mean(graph::view const& g, id v) {
  node const& here = g[v];
  if (here.code != op::divide || g[here.b].code != op::batch_size) return false;
  return g[here.a].code == op::batch_sum || g[here.a].code == op::batch_product_sum;
}

/// The node that applies `code` to `a`, or none.
constexpr id application_of(graph::view const& g, op code, id a) {
  for (id v = a + 1; v < g.node_count; ++v)
    if (g[v].code == code && g[v].a == a) return v;
  return none;
}
/// The first of the user's names of a node, or none.
constexpr std::uint32_t name_of(graph::view const& g, id v) {
  for (std::uint32_t i = 0; i < g.name_count; ++i)
    if (g.names[i].node == v) return i;
  return none;
}
/// No leaf and no earlier name of another node is spelled as this one.
constexpr bool is_unique_name(graph::view const& g, std::uint32_t given) {
  graph::named_node const& here = g.names[given];
  for (std::uint32_t l = 0; l < g.leaf_count; ++l)
    if (g.leaves[l].identifier == here.identifier) return false;
  for (std::uint32_t i = 0; i < given; ++i)
    if (g.names[i].identifier == here.identifier && g.names[i].node != here.node) return false;
  return true;
}
/// Marks all that the marked nodes depend on.
template <std::size_t Capacity>
constexpr void mark_operands(graph::view const& g, std::array<bool, Capacity>& marked) {
  for (id v = g.node_count; v-- > 0;)
    for (std::uint32_t i = 0; marked[v] && i < graph::operand_count(g[v]); ++i) marked[graph::operand(g[v], i)] = true;
}
/// One level more than the deepest operand.
template <std::size_t Capacity>
constexpr std::uint32_t nesting_of(graph::view const& g, id v, std::array<std::uint32_t, Capacity> const& depth) {
  std::uint32_t deepest = 0;
  for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) {
    std::uint32_t const under = depth[graph::operand(g[v], i)] + 1;
    deepest = deepest < under ? under : deepest;
  }
  return deepest;
}

/// How a node is printed where it is used.
enum class naming : std::uint8_t {
  in_place,   ///< as its formula
  users,      ///< by the name `number` of the graph's table, on a line of its own before
  generated,  ///< as t<number>, on a line of its own before
  // in derivations only
  pre_activation,  ///< z of layer `number`
  activation,      ///< a of layer `number`
  prediction,      ///< ŷ, `number` the leaf y, or p where there is none
  delta,           ///< ∂L/∂z of layer `number`
  adjoint,         ///< ∂L/∂v, `number` the node v
};
struct label {
  naming how = naming::in_place;
  std::uint32_t number = 0;
};

/// The decisions of a print-out: which nodes get a line, and names that clash with nothing in the graph.
struct outline_view {
  label const* of_node;
  std::uint32_t samples;  ///< the number of samples prints as n, or as n<samples> where n is taken
};
template <std::uint32_t Capacity>
struct outline {
  std::array<label, Capacity> of_node{};
  std::uint32_t samples = 0;

  constexpr outline_view view() const { return {of_node.data(), samples}; }
};

/// Formulas nested deeper than this are broken into lines: readers lose track, and printing recurses, which compilers
/// allow 512 calls deep (a level takes three).
inline constexpr std::uint32_t deepest_nesting = 24;

constexpr bool is_atom(op code) { return code == op::leaf || code == op::constant || code == op::batch_size; }

/// Gives a line to what is used more than once, to what the user has named, and to what is nested too deep. No heap: it
/// also runs at run time, for the formulas of single kernels.
template <std::uint32_t Capacity>
class outliner {
public:
  constexpr outliner(graph::view const& whole_graph, std::string_view result_name)
      : formulas(whole_graph), result(result_name) {
    count_uses();
    std::array<std::uint32_t, Capacity> depth{};
    for (id v = 0; v < formulas.node_count; ++v) {
      depth[v] = nesting_of(formulas, v, depth);
      decide(v, depth[v] >= deepest_nesting);
      if (found.of_node[v].how != naming::in_place) depth[v] = 0;
    }
    while (taken('n', found.samples)) ++found.samples;
  }
  outline<Capacity> found{};

private:
  /// A broadcast prints as its operand and is never named; what it repeats is used as often as it is. A logistic loss
  /// that is no mean has no function of its own and prints its operands twice.
  constexpr void count_uses() {
    for (std::uint32_t o = 0; o < formulas.output_count; ++o) count_root(formulas.outputs[o]);
    for (std::uint32_t a = 0; a < formulas.assign_count; ++a) count_root(formulas.assigns[a].value);
    std::array<bool, Capacity> is_call{};
    for (id v = formulas.node_count; v-- > 0;) {
      node const& here = formulas[v];
      if (id const loss = mean_logistic_loss(formulas, v); loss != none) is_call[loss] = true;
      std::uint32_t const times = here.code == op::broadcast                      ? uses[v]
                                  : here.code == op::logistic_loss && !is_call[v] ? 2u
                                                                                  : 1u;
      for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) uses[graph::operand(here, i)] += times;
    }
  }
  constexpr void count_root(id v) {
    ++uses[v];
    is_root[v] = true;
  }

  constexpr void decide(id v, bool too_deep) {
    op const code = formulas[v].code;
    if (is_atom(code) || code == op::broadcast || (is_root[v] && uses[v] == 1)) return;
    if (std::uint32_t const given = users_name(v); given != none)
      found.of_node[v] = {naming::users, given};
    else if (uses[v] > 1 || too_deep)
      found.of_node[v] = {naming::generated, next_free()};
  }
  constexpr std::uint32_t users_name(id v) const {
    std::uint32_t const given = name_of(formulas, v);
    return given != none && is_unique_name(formulas, given) ? given : none;
  }
  constexpr std::uint32_t next_free() {
    do ++last_generated;
    while (taken('t', last_generated));
    return last_generated;
  }

  constexpr bool taken(char letter, std::uint32_t number) const {
    for (std::uint32_t l = 0; l < formulas.leaf_count; ++l)
      if (spells(formulas.leaves[l].identifier.view(), letter, number)) return true;
    for (std::uint32_t i = 0; i < formulas.name_count; ++i)
      if (spells(formulas.names[i].identifier.view(), letter, number)) return true;
    return spells(result, letter, number);
  }
  /// Is `text` the letter followed by the number (0: by nothing)?
  static constexpr bool spells(std::string_view text, char letter, std::uint32_t number) {
    if (text.empty() || text.front() != letter) return false;
    std::size_t end = text.size();
    for (; number != 0; number /= 10, --end)
      if (end == 1 || text[end - 1] != static_cast<char>('0' + number % 10)) return false;
    return end == 1;
  }

  graph::view formulas;
  std::string_view result;
  std::array<std::uint32_t, Capacity> uses{};
  std::array<bool, Capacity> is_root{};
  std::uint32_t last_generated = 0;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
