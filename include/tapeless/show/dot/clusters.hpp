// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/outline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Groups the nodes of a forward graph by layer. What a name was given to (`net.0` by a network, `h` by define) is a
/// group with all that it is made of and no earlier group has; leaves bound per sample stay outside. Leaves `enc.W`,
/// `enc.b` without such a name around them are a group `enc`.
template <std::uint32_t Capacity>
class clusters {
public:
  constexpr clusters(graph::view const& whole_graph, std::array<bool, Capacity> const& is_forward)
      : formulas(whole_graph) {
    for (std::uint32_t& each : of_node) each = none;
    for (id v = 0; v < formulas.node_count; ++v)
      if (std::uint32_t const given = is_forward[v] ? name_of(formulas, v) : none; given != none)
        gather(v, formulas.names[given].identifier.view());
    for (id v = 0; v < formulas.node_count; ++v)
      if (formulas[v].code == op::leaf && is_stored(v)) put_leaf(v);
    for (id v = formulas.node_count; v-- > 0;)
      if (of_node[v] != none) first[of_node[v]] = v;
    for (id v = 0; v < formulas.node_count; ++v)
      if (of_node[v] != none) end[of_node[v]] = v + 1;
  }

  std::array<std::string_view, Capacity> label{};
  std::uint32_t count = 0;
  std::array<id, Capacity> first{};               ///< of the nodes of a group
  std::array<id, Capacity> end{};                 ///< one past the last
  std::array<std::uint32_t, Capacity> of_node{};  ///< none outside of all groups

private:
  constexpr bool is_stored(id v) const {
    leaf_kind const kind = formulas.leaves[formulas[v].leaf].kind;
    return kind == leaf_kind::parameter || kind == leaf_kind::state;
  }
  constexpr std::uint32_t number_of(std::string_view text) {
    for (std::uint32_t c = 0; c < count; ++c)
      if (label[c] == text) return c;
    label[count] = text;
    return count++;
  }
  constexpr void gather(id top, std::string_view text) {
    if (of_node[top] != none || formulas[top].code == op::leaf) return;
    std::uint32_t const own = number_of(text);
    std::array<bool, Capacity> inside{};
    inside[top] = true;
    for (id v = top + 1; v-- > 0;) {
      if (!inside[v] || of_node[v] != none) continue;
      if (formulas[v].code == op::leaf && !is_stored(v)) continue;
      of_node[v] = own;
      for (std::uint32_t i = 0; i < graph::operand_count(formulas[v]); ++i)
        inside[graph::operand(formulas[v], i)] = true;
    }
  }
  /// `net.0.weight` and `net.0.weight.momentum` belong to `net.0`.
  constexpr void put_leaf(id v) {
    std::string_view const name = formulas.leaves[formulas[v].leaf].identifier.view();
    std::size_t const dot = name.rfind('.');
    if (dot == std::string_view::npos) return;
    for (std::uint32_t c = 0; c < count; ++c)
      if (name.size() > label[c].size() && name.substr(0, label[c].size()) == label[c] &&
          name[label[c].size()] == '.') {
        of_node[v] = c;
        return;
      }
    of_node[v] = number_of(name.substr(0, dot));
  }

  graph::view formulas;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
