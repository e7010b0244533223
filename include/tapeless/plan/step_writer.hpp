// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/memory.hpp"
#include "tapeless/plan/pairs.hpp"
#include "tapeless/plan/select.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// The element-wise codes of a plan without repetition: chains that compute the same share one.
class code_table {
public:
  constexpr std::uint32_t number_of(elementwise_code const& code) {
    for (std::uint32_t i = 0; i < codes.size(); ++i)
      if (codes[i] == code) return i;
    codes.push_back(code);
    return codes.size() - 1;
  }
  meta::list<elementwise_code> codes;
};

/// Writes each task of a schedule as a step: what its kernel computes, and where its values lie.
template <std::uint32_t Nodes, std::uint32_t Tasks, std::uint32_t Capacity>
class step_writer {
public:
  constexpr step_writer(graph::view const& graph, fusion<Nodes> const& grouping, readers<Nodes> const& of_groups,
                        schedule<Nodes, Capacity> const& schedule, memory_map<Nodes, Tasks> const& map,
                        options const& wished)
      : g(graph), fused(grouping), read(of_groups), order(schedule), memory(map), how(wished), made(Nodes, false) {
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order.tasks[p].kind == task_kind::compute)
        read.for_stored(order.tasks[p].node, [&](id made_here) { made[made_here] = true; });
  }

  constexpr place place_of(id v) const {
    if (made[v]) return memory.of_value[v];
    return g[v].code == op::batch_size ? place{space::sample_count, 0} : place{space::leaf, g[v].leaf};
  }

  constexpr place place_of_stream(id v) const {
    std::uint32_t const position = graph::stream_position(g, g[v].detail);
    return {space::random, 2 * position + (g[v].value != 0 ? 1 : 0)};
  }

  constexpr step write(task const& t) {
    step s = t.kind == task_kind::compute ? compute(t) : copy(t);
    s.inlined = does_little(s, Tasks, how.target);
    return s;
  }

  code_table table;

private:
  constexpr step compute(task const& t) {
    id const core = fused.core[t.node];
    node const& n = g[core == none ? t.node : core];
    step s{};
    s.shape = n.shape;
    s.code = n.code;
    bool const pads = pads_last_vector(s);
    std::uint32_t room_behind_result = 0;
    read.for_stored(t.node, [&](id stored_here) {
      if (stored_here == fused.loss[t.node]) return;
      if (pads && has_room(stored_here)) room_behind_result |= 1u << s.output_count;
      s.out[s.output_count++] = memory.of_value[stored_here];
    });
    if (n.code == op::leaf || is_class_index(g, n)) {
      bring_in(t.node, s);
    } else if (kind_of(n.code) == step_kind::elementwise) {
      add_chain(t.node, room_behind_result, s);
    } else {
      add_core(n, s);
      if (id const loss = fused.loss[t.node]; loss != none) add_loss(g[loss], s);
      if (core != none && how.scales_vectors) add_scale(t.node, s);
      if (core != none) add_chain(t.node, room_behind_result, s);
      if (pads)
        s.room_behind = static_cast<std::uint8_t>((has_room(n.a) ? 1 : 0) | (n.b != none && has_room(n.b) ? 2 : 0));
    }
    if (id const loss = fused.loss[t.node]; loss != none) s.out[s.output_count++] = memory.of_value[loss];
    read.for_members(t.node, [&](id member) { s.flops += rules::flops_of(g, member); });
    return s;
  }
  constexpr step copy(task const& t) {
    step s{};
    s.shape = g[t.node].shape;
    chain_compiler compiler(g, t.node, fused.by_class.data());
    compiler.add_copy(t.node);
    finish(compiler.result(), s);
    if (t.kind == task_kind::write_back) s.in[0] = memory.of_value[t.value];
    s.out[s.output_count++] = t.kind == task_kind::write_back ? place{space::leaf, t.target} : memory.of_value[t.value];
    return s;
  }
  constexpr void bring_in(id v, step& s) const {
    bool const by_class = fused.by_class[v] || is_class_index(g, g[v]);
    s.kind = by_class ? step_kind::class_index : is_label(g, v) ? step_kind::one_hot : step_kind::pack;
    s.shape = kept_shape(g, fused, v);
    s.in[s.input_count++] = {space::leaf, g[g[v].code == op::leaf ? v : g[v].a].leaf};
  }
  constexpr void add_core(node const& n, step& s) const {
    s.kind = kind_of(n.code);
    s.detail = n.detail;
    s.left_transposed = n.left_transposed;
    s.right_transposed = n.right_transposed;
    s.left = g[n.a].shape;
    s.right = n.b == none ? extents{} : kept_shape(g, fused, n.b);
    s.in[s.input_count++] = place_of(n.a);
    if (n.b != none) s.in[s.input_count++] = place_of(n.b);
    if (n.c != none) s.in[s.input_count++] = place_of(n.c);
    s.core_inputs = s.input_count;
  }
  /// A softmax that computes the cross-entropy too, as its last result.
  constexpr void add_loss(node const& loss, step& s) const {
    s.kind = step_kind::softmax_cross_entropy;
    s.right = kept_shape(g, fused, loss.b);
    s.in[s.input_count++] = place_of(loss.b);
    s.core_inputs = s.input_count;
  }
  /// The core of an outer product is multiplied by a number before, in its second operand, if nothing else wants it.
  constexpr void add_scale(id root, step& s) const {
    id const scaled = scaled_core(root);
    if (scaled == none) return;
    s.scaled = true;
    s.in[s.input_count++] = place_of(other_operand(g[scaled], fused.core[root]));
    s.core_inputs = s.input_count;
  }
  /// The only member of a group that reads its core, if it is the product of that with a number and the core is one
  /// outer product.
  constexpr id scaled_core(id root) const {
    id const core = fused.core[root];
    if (core == none || fused.stored[core] || !is_one_outer_product(g, core)) return none;
    id only = none;
    std::uint32_t uses = 0;
    read.for_members(root, [&](id member) {
      for (std::uint32_t nth = 0; nth < graph::operand_count(g[member]); ++nth)
        if (graph::operand(g[member], nth) == core) {
          only = member;
          ++uses;
        }
    });
    if (uses != 1 || g[only].code != op::multiply || fused.stored[only]) return none;
    id const factor = other_operand(g[only], core);
    bool const is_number = g[factor].shape.size() == 1 && !g[factor].shape.is_batched();
    return is_number && g[factor].code != op::constant && fused.root[factor] != root ? only : none;
  }
  static constexpr id other_operand(node const& n, id operand) { return n.a == operand ? n.b : n.a; }

  constexpr void add_chain(id root, std::uint32_t room_behind_result, step& s) {
    id const core = s.scaled ? scaled_core(root) : fused.core[root];
    chain_compiler compiler(g, root, fused.by_class.data(), core);
    if (g[root].code == op::constant || core == root)
      compiler.add_copy(root);
    else
      read.for_members(root, [&](id member) {
        if (member == fused.core[root] && fused.stored[member]) compiler.add_copy(member);
        if (member != fused.loss[root] && member != fused.core[root]) compiler.add(member, fused.stored[member]);
      });
    finish(compiler.result(), s, room_behind_result);
  }
  /// Whether a kernel meets an incomplete vector only where the value ends, so that padding may be read and written
  /// with it. A product goes column by column: each column of a row is one element, and the next one follows it.
  static constexpr bool pads_last_vector(step const& s) {
    return kind_of(s.code) != step_kind::product || s.shape.columns == 1;
  }
  constexpr bool has_room(id v) const {
    return made[v] && memory.of_value[v].where == space::workspace && has_room_behind(g[v].shape, how.target);
  }
  constexpr void finish(compiled_chain c, step& s, std::uint32_t room_behind_result = 0) {
    c.code.room_behind_result = static_cast<std::uint16_t>(room_behind_result);
    auto const is_stream = [&](std::uint32_t nth) { return (c.code.random >> nth & 1) != 0; };
    for (std::uint32_t i = 0; i < c.code.input_count; ++i)
      if (pads_last_vector(s) && has_room(c.inputs[i]) && !is_stream(i) && (c.code.per_element >> i & 1) != 0)
        c.code.room_behind_input = static_cast<std::uint16_t>(c.code.room_behind_input | 1u << i);
    if (c.code.columns != 0) c.code.leading_dimension = leading_dimension(s.shape, how.target);
    std::uint32_t const first = s.input_count;
    for (std::uint32_t i = 0; i < c.code.input_count; ++i)
      s.in[s.input_count++] = is_stream(i) ? place_of_stream(c.inputs[i]) : place_of(c.inputs[i]);
    if (!how.target.has_vectors()) c.code.in_place = results_in_place(c.code, s, first);
    s.chain = table.number_of(c.code);
  }

  graph::view g;
  fusion<Nodes> const& fused;
  readers<Nodes> const& read;
  schedule<Nodes, Capacity> const& order;
  memory_map<Nodes, Tasks> const& memory;
  options how;
  meta::list<bool> made;
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
