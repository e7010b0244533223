// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/builder.hpp"

#include <array>

namespace tapeless::graph {

struct sizes {
  std::uint32_t nodes = 0;
  std::uint32_t leaves = 0;
  std::uint32_t outputs = 0;
  std::uint32_t assigns = 0;
  std::uint32_t names = 0;
  std::uint32_t primitives = 0;
  std::uint32_t unread = 0;

  friend constexpr bool operator==(sizes const&, sizes const&) = default;
};

constexpr bool is_within(sizes const& count, sizes const& room) {
  return count.nodes <= room.nodes && count.leaves <= room.leaves && count.outputs <= room.outputs &&
         count.assigns <= room.assigns && count.names <= room.names && count.primitives <= room.primitives &&
         count.unread <= room.unread;
}

/// A finished graph as a plain constant: what is reachable from the outputs and assignments, in topological order.
template <sizes Size>
struct frozen {
  static constexpr sizes size = Size;
  std::array<node, Size.nodes> nodes{};
  std::array<leaf_info, Size.leaves> leaves{};
  std::array<id, Size.outputs> outputs{};
  std::array<assigned_leaf, Size.assigns> assigns{};
  std::array<named_node, Size.names> names{};
  std::array<primitive_record, Size.primitives> primitives{};  ///< all that were met, needed or not
  std::array<leaf_info, Size.unread> unread{};                 ///< leaves that were written and that the laws removed
  std::uint32_t batch = 0;                                     ///< the batch size, 0 without batch axis
  problem found{};
};

/// The same sizes, but for the number of nodes.
template <sizes Size>
constexpr sizes with_nodes(std::uint32_t count) {
  sizes size = Size;
  size.nodes = count;
  return size;
}

/// All of a graph but its nodes, of which `number` holds the new numbers.
template <sizes Made, sizes Size, std::size_t Count>
constexpr void copy_all_but_nodes(frozen<Made>& made, frozen<Size> const& g, std::array<id, Count> const& number) {
  for (std::uint32_t o = 0; o < Size.outputs; ++o) made.outputs[o] = number[g.outputs[o]];
  for (std::uint32_t a = 0; a < Size.assigns; ++a) made.assigns[a] = {g.assigns[a].leaf, number[g.assigns[a].value]};
  for (std::uint32_t i = 0; i < Size.names; ++i)
    made.names[i] = {g.names[i].identifier, number[g.names[i].node], g.names[i].fingerprint};
  made.leaves = g.leaves;
  made.primitives = g.primitives;
  made.unread = g.unread;
  made.batch = g.batch;
  made.found = g.found;
}

/// Which nodes and leaves of a builder its outputs need, and their new numbers.
struct selection {
  meta::list<id> node_number;
  meta::list<std::uint32_t> leaf_number;
  sizes count{};

  constexpr explicit selection(builder const& b)
      : node_number(b.nodes.size(), none), leaf_number(b.leaves.size(), none) {
    for (id const o : b.outputs) node_number[o] = 0;
    for (assigned_leaf const& a : b.assigns) {
      node_number[a.value] = 0;
      leaf_number[a.leaf] = 0;
    }
    for (id v = b.nodes.size(); v-- > 0;) {
      if (node_number[v] == none) continue;
      node const& n = b.nodes[v];
      for (std::uint32_t i = 0; i < operand_count(n); ++i) node_number[operand(n, i)] = 0;
      if (n.code == op::leaf) leaf_number[n.leaf] = 0;
    }
    number_nodes(b);
    for (std::uint32_t l = 0; l < b.leaves.size(); ++l) {
      if (is_unread(b, l)) ++count.unread;
      if (leaf_number[l] != none) leaf_number[l] = count.leaves++;
    }
    count.outputs = b.outputs.size();
    count.assigns = b.assigns.size();
    count.primitives = b.primitives.size();
    for (named_node const& n : b.names) count.names += node_number[n.node] != none ? 1u : 0u;
  }
  /// A parameter that stands in a graph both frozen and free is two nodes there, and one here.
  constexpr void number_nodes(builder const& b) {
    meta::list<id> parameter(b.leaves.size(), none);
    for (id v = 0; v < b.nodes.size(); ++v) {
      if (node_number[v] == none) continue;
      node const& n = b.nodes[v];
      bool const is_parameter = n.code == op::leaf && b.leaves[n.leaf].kind == leaf_kind::parameter;
      if (is_parameter && parameter[n.leaf] != none) {
        node_number[v] = parameter[n.leaf];
      } else {
        node_number[v] = count.nodes++;
        if (is_parameter) parameter[n.leaf] = node_number[v];
      }
    }
  }
  /// Whether a leaf stands in what was written (the builder saw it before any law) and nothing that is computed needs
  /// it.
  constexpr bool is_unread(builder const& b, std::uint32_t leaf) const {
    return leaf_number[leaf] == none && b.leaves[leaf].kind != leaf_kind::placeholder;
  }
};

/// Every value that is computed can be counted, all its samples together. (Nodes that a law made superfluous need not:
/// the gradients of single samples, of which only the sum is wanted.)
constexpr problem uncountable_nodes(builder const& b, selection const& chosen) {
  for (id v = 0; v < b.nodes.size(); ++v)
    if (chosen.node_number[v] != none && !b.nodes[v].shape.is_countable_in_all_samples())
      return {problem_kind::too_many_elements, {}, {}, b.nodes[v].shape};
  return {};
}

/// A per-sample leaf must stand either inside batch<B> everywhere or outside everywhere.
constexpr problem mixed_batches(builder const& b, selection const& chosen) {
  meta::list<id> seen(b.leaves.size(), none);
  for (id v = 0; v < b.nodes.size(); ++v) {
    node const& n = b.nodes[v];
    if (chosen.node_number[v] == none || n.code != op::leaf || b.leaves[n.leaf].kind == leaf_kind::parameter) continue;
    if (seen[n.leaf] != none) return {problem_kind::inside_and_outside_a_batch, b.leaves[n.leaf].identifier};
    seen[n.leaf] = v;
  }
  return {};
}

/// What is chosen of a builder, into arrays that hold at least that.
template <sizes Size>
constexpr frozen<Size> freeze(builder const& b, selection const& chosen) {
  frozen<Size> f{};
  for (id v = 0; v < b.nodes.size(); ++v) {
    id const to = chosen.node_number[v];
    if (to == none) continue;
    node n = b.nodes[v];
    if (n.a != none) n.a = chosen.node_number[n.a];
    if (n.b != none) n.b = chosen.node_number[n.b];
    if (n.c != none) n.c = chosen.node_number[n.c];
    if (n.leaf != none) {
      n.leaf = chosen.leaf_number[n.leaf];
      n.detail = 0;  // frozen or not
    }
    f.nodes[to] = n;
  }
  f.batch = b.declared_batch();
  std::uint32_t unread = 0;
  for (std::uint32_t l = 0; l < b.leaves.size(); ++l) {
    if (chosen.leaf_number[l] != none) f.leaves[chosen.leaf_number[l]] = b.leaves[l];
    if (unread < Size.unread && chosen.is_unread(b, l)) f.unread[unread++] = b.leaves[l];
  }
  for (std::uint32_t o = 0; o < b.outputs.size(); ++o) f.outputs[o] = chosen.node_number[b.outputs[o]];
  for (std::uint32_t i = 0; i < b.assigns.size(); ++i)
    f.assigns[i] = {chosen.leaf_number[b.assigns[i].leaf], chosen.node_number[b.assigns[i].value]};
  for (std::uint32_t p = 0; p < b.primitives.size(); ++p) f.primitives[p] = b.primitives[p];
  std::uint32_t names = 0;
  for (named_node const& n : b.names)
    if (chosen.node_number[n.node] != none)
      f.names[names++] = {n.identifier, chosen.node_number[n.node], n.fingerprint};
  f.found = b.first_problem;
  if (f.found.kind == problem_kind::nothing) f.found = mixed_batches(b, chosen);
  if (f.found.kind == problem_kind::nothing) f.found = uncountable_nodes(b, chosen);
  return f;
}
template <sizes Size>
constexpr frozen<Size> freeze(builder const& b) {
  return freeze<Size>(b, selection(b));
}

/// A graph in arrays with room to spare, and how much of them it takes. Larger graphs are counted only.
template <sizes Room>
struct with_room {
  frozen<Room> graph{};
  sizes count{};
  bool fits = false;
};
template <sizes Room>
constexpr with_room<Room> freeze_with_room(builder const& b) {
  selection const chosen(b);
  if (!is_within(chosen.count, Room)) return {{}, chosen.count, false};
  return {freeze<Room>(b, chosen), chosen.count, true};
}
template <class Element, std::size_t Size, std::size_t Room>
constexpr void take(std::array<Element, Size>& to, std::array<Element, Room> const& from) {
  for (std::size_t i = 0; i < Size; ++i) to[i] = from[i];
}
/// The same graph without the room.
template <sizes Size, sizes Room>
constexpr frozen<Size> trimmed(frozen<Room> const& roomy) {
  frozen<Size> f{};
  take(f.nodes, roomy.nodes);
  take(f.leaves, roomy.leaves);
  take(f.outputs, roomy.outputs);
  take(f.assigns, roomy.assigns);
  take(f.names, roomy.names);
  take(f.primitives, roomy.primitives);
  take(f.unread, roomy.unread);
  f.batch = roomy.batch;
  f.found = roomy.found;
  return f;
}

/// A frozen graph without its sizes, for the passes: pointers to the constant tables.
struct view {
  node const* nodes;
  std::uint32_t node_count;
  leaf_info const* leaves;
  std::uint32_t leaf_count;
  id const* outputs;
  std::uint32_t output_count;
  assigned_leaf const* assigns;
  std::uint32_t assign_count;
  named_node const* names;
  std::uint32_t name_count;
  std::uint32_t batch;
  primitive_record const* primitives = nullptr;

  constexpr node const& operator[](id i) const { return nodes[i]; }
};

/// Calls f(hash) for each stream of random numbers of a graph, in the order of their hashes.
template <class F>
constexpr void for_streams(view const& g, F const& f) {
  bool more = true;
  for (std::uint64_t from = 0; more;) {
    std::uint64_t next = 0;
    more = false;
    for (id v = 0; v < g.node_count; ++v) {
      if (g[v].code != op::random || g[v].detail < from || (more && g[v].detail >= next)) continue;
      more = true;
      next = g[v].detail;
    }
    if (more) f(next);
    from = next + 1;
    more = more && from != 0;
  }
}
constexpr std::uint32_t count_streams(view const& g) {
  std::uint32_t count = 0;
  for_streams(g, [&](std::uint64_t) { ++count; });
  return count;
}
/// How many streams come before this one.
constexpr std::uint32_t stream_position(view const& g, std::uint64_t stream) {
  std::uint32_t position = 0;
  for_streams(g, [&](std::uint64_t other) { position += other < stream ? 1u : 0u; });
  return position;
}

template <sizes Size>
constexpr view view_of(frozen<Size> const& f) {
  return {f.nodes.data(),   Size.nodes,   f.leaves.data(), Size.leaves, f.outputs.data(), Size.outputs,
          f.assigns.data(), Size.assigns, f.names.data(),  Size.names,  f.batch,          f.primitives.data()};
}

}  // namespace tapeless::graph
