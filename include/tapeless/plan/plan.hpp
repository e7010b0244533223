// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/memory.hpp"
#include "tapeless/rules/lowered.hpp"

namespace tapeless::inline TAPELESS_TARGET::plan {

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

template <std::uint32_t Nodes, std::uint32_t Tasks>
class step_writer {
public:
  constexpr step_writer(graph::view const& graph, fusion<Nodes> const& fused, task const* schedule,
                        memory_map<Tasks> const& map)
      : g(graph), read(graph, fused), order(schedule), memory(map), task_of(Nodes, none) {
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order[p].kind == task_kind::compute) task_of[order[p].node] = order[p].serial;
  }

  constexpr place place_of(id v) const {
    if (task_of[v] != none) return memory.of_task[task_of[v]];
    return g[v].code == op::batch_size ? place{space::sample_count, 0} : place{space::leaf, g[v].leaf};
  }

  constexpr step write(task const& t) {
    node const& n = g[t.node];
    step s{};
    s.shape = n.shape;
    s.out = t.kind == task_kind::write_back ? place{space::leaf, t.target} : memory.of_task[t.serial];
    if (t.kind != task_kind::compute) return copy(t, s);
    s.code = n.code;
    if (n.code == op::leaf) return bring_in(n, s);
    s.kind = kind_of(n.code);
    if (s.kind == step_kind::elementwise) return chain(t.node, s);
    s.detail = n.detail;
    s.left_transposed = n.left_transposed;
    s.right_transposed = n.right_transposed;
    s.left = g[n.a].shape;
    s.right = n.b == none ? extents{} : g[n.b].shape;
    s.in[s.input_count++] = place_of(n.a);
    if (n.b != none) s.in[s.input_count++] = place_of(n.b);
    return s;
  }

  code_table table;

private:
  constexpr step copy(task const& t, step s) {
    chain_compiler compiler(g, t.node);
    compiler.add_copy(t.node);
    finish(compiler.result(), s);
    if (t.kind == task_kind::write_back) s.in[0] = memory.of_task[t.serial];
    return s;
  }
  constexpr step bring_in(node const& n, step s) const {
    s.kind = g.leaves[n.leaf].kind == leaf_kind::label ? step_kind::one_hot : step_kind::pack;
    s.in[s.input_count++] = {space::leaf, n.leaf};
    return s;
  }
  constexpr step chain(id root, step s) {
    chain_compiler compiler(g, root);
    if (g[root].code == op::constant)
      compiler.add_copy(root);
    else
      read.for_members(root, [&](id member) { compiler.add(member); });
    finish(compiler.result(), s);
    return s;
  }
  constexpr void finish(compiled_chain const& c, step& s) {
    s.kind = step_kind::elementwise;
    s.chain = table.number_of(c.code);
    for (std::uint32_t i = 0; i < c.code.input_count; ++i) s.in[s.input_count++] = place_of(c.inputs[i]);
  }

  graph::view g;
  readers<Nodes> read;
  task const* order;
  memory_map<Tasks> const& memory;
  meta::list<std::uint32_t> task_of;
};

template <std::uint32_t Steps, std::uint32_t Codes>
struct step_table {
  std::array<step, Steps> steps{};
  std::array<elementwise_code, Codes> codes{};
};

/// All decisions about a program, each pass a constant of its own (and with its own budget of constant-evaluation steps).
template <class Source>
struct planned {
  static constexpr auto const& graph = rules::lowered<Source>;
  static constexpr std::uint32_t nodes = std::remove_cvref_t<decltype(graph)>::size.nodes;
  static constexpr std::uint32_t capacity = nodes + std::remove_cvref_t<decltype(graph)>::size.assigns * 2 +
                                            std::remove_cvref_t<decltype(graph)>::size.outputs;

  static constexpr auto fused = fuse<nodes>(graph::view_of(graph));
  static constexpr auto order = make_schedule<nodes, capacity>(graph::view_of(graph), fused);
  static constexpr auto memory = allocator<nodes, order.count>(graph::view_of(graph), fused, order.tasks.data()).map;

private:
  using writer = step_writer<nodes, order.count>;
  static constexpr std::uint32_t count_codes() {
    writer w(graph::view_of(graph), fused, order.tasks.data(), memory);
    for (std::uint32_t p = 0; p < order.count; ++p) w.write(order.tasks[p]);
    return w.table.codes.size();
  }
  template <std::uint32_t Codes>
  static constexpr auto write_steps() {
    writer w(graph::view_of(graph), fused, order.tasks.data(), memory);
    step_table<order.count, Codes> t{};
    for (std::uint32_t p = 0; p < order.count; ++p) t.steps[p] = w.write(order.tasks[p]);
    for (std::uint32_t i = 0; i < Codes; ++i) t.codes[i] = w.table.codes[i];
    return t;
  }
  static constexpr auto place_outputs() {
    constexpr std::uint32_t count = std::remove_cvref_t<decltype(graph)>::size.outputs;
    writer const w(graph::view_of(graph), fused, order.tasks.data(), memory);
    std::array<place, count> places{};
    for (std::uint32_t o = 0; o < count; ++o) places[o] = w.place_of(graph.outputs[o]);
    for (std::uint32_t p = 0; p < order.count; ++p)
      if (order.tasks[p].output != none) places[order.tasks[p].output] = memory.of_task[order.tasks[p].serial];
    return places;
  }

public:
  static constexpr auto table = write_steps<count_codes()>();
  static constexpr auto outputs = place_outputs();
  static constexpr std::uint32_t step_count = order.count;
};

}  // namespace tapeless::inline TAPELESS_TARGET::plan
