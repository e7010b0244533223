// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/readers.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// One kernel call to come. `compute` evaluates a node (with what is fused into it); the others move values.
enum class task_kind : std::uint8_t {
  compute,     ///< a group → workspace, or → leaves where the assignment can be done in place
  copy,        ///< node → workspace (a leaf that is an output) or → leaf (a leaf that is assigned)
  write_back,  ///< the value an earlier task kept in the workspace → leaf, after every reader
};

struct task {
  task_kind kind = task_kind::compute;
  id node = none;               ///< the group's root, or what is copied
  std::uint32_t target = none;  ///< leaf that a copy is made for; none: workspace
  std::uint32_t output = none;  ///< the output a copy is made for
  std::uint32_t value = none;   ///< what a copy makes or a write_back takes: a node, or Nodes + the number of a copy
};

/// Never with groups as fusion.hpp makes them: a fault there is an error that names this function, where it would be an
/// evaluation without end.
[[noreturn]] inline void groups_wait_for_each_other() { __builtin_trap(); }

/// Orders the tasks. Data flow alone is satisfied by ascending node numbers; what is added is that a leaf is
/// overwritten only after everybody who reads its old value has run. A writer that waits for readers runs as soon as
/// the last of them has, which also ends the life of the gradient it consumes. Where writers wait for each other in a
/// circle (a swap), one of them keeps its value in the workspace and writes it back at the end: double buffering.
template <std::uint32_t Nodes>
class scheduler {
public:
  constexpr scheduler(graph::view const& graph, fusion<Nodes> const& fused, readers<Nodes> const& of_groups, layout how,
                      bool first_output_first)
      : in_place(Nodes, none),
        g(graph),
        samples_lie(how),
        read(of_groups),
        producer(Nodes, none),
        output_first(first_output_first) {
    collect_tasks(fused);
    connect();
    run_all_ready();
    while (order.size() < tasks.size()) {
      if (!defer_one()) groups_wait_for_each_other();
      run_all_ready();
    }
    for (task const& t : deferred) order.push_back(t);
  }

  meta::list<task> order;
  meta::list<std::uint32_t> in_place;  ///< node → the leaf its value is written into, or none

private:
  constexpr void collect_tasks(fusion<Nodes> const& fused) {
    meta::list<bool> read_from_memory(Nodes, false);
    for (id v = 0; v < Nodes; ++v)
      if (fused.root[v] == v) read.for_inputs(v, [&](id used, bool) { read_from_memory[used] = true; });
    for (std::uint32_t a = 0; a < g.assign_count; ++a) bring_in_leaf(g.assigns[a].value, read_from_memory);
    for (std::uint32_t o = 0; o < g.output_count; ++o) bring_in_leaf(g.outputs[o], read_from_memory);
    for (id v = 0; v < Nodes; ++v) {
      bool const wanted = g[v].code != op::constant || read_from_memory[v];
      if (fused.root[v] != v || !wanted || g[v].code == op::leaf || g[v].code == op::batch_size) continue;
      read.for_inputs(v, [&](id used, bool) { bring_in(used); });
      add_compute(v);
    }
    for (id v = 0; v < Nodes; ++v)
      if (read_from_memory[v]) bring_in(v);
    for (std::uint32_t a = 0; a < g.assign_count; ++a) place_assignment(g.assigns[a], fused);
    for (std::uint32_t o = 0; o < g.output_count; ++o)
      if (id const v = g.outputs[o]; producer[v] == none) add_copy(v, none, o);
  }
  constexpr void add_compute(id v) {
    read.for_stored(v, [&](id made) { producer[made] = tasks.size(); });
    tasks.push_back({task_kind::compute, v});
  }
  /// Leaves that are not read where they are bound, right before the first that reads them: what is in the workspace
  /// for a short time leaves no gap behind.
  constexpr void bring_in(id v) {
    if (g[v].code == op::leaf && producer[v] == none && !is_bound_in_place(g, g[v], samples_lie)) add_compute(v);
  }
  constexpr void add_copy(id v, std::uint32_t leaf, std::uint32_t output) {
    tasks.push_back(
        {.kind = task_kind::copy, .node = v, .target = leaf, .output = output, .value = Nodes + tasks.size()});
  }

  /// A label or an input matrix that is copied as it is has to be brought into the workspace like one that a kernel
  /// reads.
  constexpr void bring_in_leaf(id v, meta::list<bool>& read_from_memory) const {
    if (g[v].code == op::leaf) read_from_memory[v] = true;
  }

  /// In place if a kernel computes the value, for this leaf only, and does not read the leaf at other positions than it
  /// writes.
  constexpr void place_assignment(graph::assigned_leaf const& a, fusion<Nodes> const& fused) {
    bool possible = producer[a.value] != none && g[a.value].code != op::leaf && in_place[a.value] == none &&
                    !(output_first && producer[a.value] == producer[g.outputs[0]]);
    if (possible)
      read.for_inputs(fused.root[a.value], [&](id used, bool at_other_positions) {
        // a loss is written before the chain of its group reads anything
        bool const too_early = at_other_positions || a.value == fused.loss[fused.root[a.value]];
        possible = possible && !(too_early && g[used].code == op::leaf && g[used].leaf == a.leaf);
      });
    if (possible)
      in_place[a.value] = a.leaf;
    else
      add_copy(a.value, a.leaf, none);
  }

  constexpr void connect() {
    done.resize(tasks.size(), false);
    data_missing.resize(tasks.size(), 0);
    hazards.resize(tasks.size(), 0);
    writes.resize(tasks.size(), false);
    meta::list<std::uint32_t> writer(g.leaf_count, none);
    for (std::uint32_t t = 0; t < tasks.size(); ++t)
      for_targets(tasks[t], [&](std::uint32_t target_leaf, id) {
        writer[target_leaf] = t;
        writes[t] = true;
      });
    for (std::uint32_t reader = 0; reader < tasks.size(); ++reader)
      for_task_inputs(tasks[reader], [&](id used, bool) {
        if (producer[used] != none && producer[used] != reader) {
          edges.push_back({.from = producer[used], .to = reader});
          ++data_missing[reader];
        } else if (g[used].code == op::leaf && writer[g[used].leaf] != none && writer[g[used].leaf] != reader) {
          edges.push_back({.from = reader, .to = writer[g[used].leaf], .hazard = true});
          ++hazards[writer[g[used].leaf]];
        }
      });
    if (std::uint32_t const known = output_first ? producer[g.outputs[0]] : none; known != none)
      for (std::uint32_t t = 0; t < tasks.size(); ++t)
        if (writes[t] && t != known) {
          edges.push_back({.from = known, .to = t, .hazard = true});
          ++hazards[t];
        }
    first_edge.resize(tasks.size() + 1, 0);
    for (edge const& e : edges) ++first_edge[e.from + 1];
    for (std::uint32_t t = 0; t < tasks.size(); ++t) first_edge[t + 1] += first_edge[t];
    meta::list<std::uint32_t> filled(tasks.size(), 0);
    sorted.resize(edges.size());
    for (edge const& e : edges) sorted[first_edge[e.from] + filled[e.from]++] = e;
  }

  template <class F>
  constexpr void for_task_inputs(task const& t, F const& f) const {
    if (t.kind == task_kind::compute)
      read.for_inputs(t.node, f);
    else
      f(t.node, false);
  }
  /// Calls f(leaf, value) for each leaf that a task writes.
  template <class F>
  constexpr void for_targets(task const& t, F const& f) const {
    if (t.target != none) f(t.target, t.value);
    if (t.kind == task_kind::compute)
      read.for_stored(t.node, [&](id made) {
        if (in_place[made] != none) f(in_place[made], made);
      });
  }

  constexpr void run_all_ready() {
    for (reached = 0; reached < tasks.size(); ++reached) run_if_ready(reached);
  }
  /// Runs a task, and of those it makes ready the writers and the ones that the walk over all tasks has passed already.
  constexpr void run_if_ready(std::uint32_t t) {
    if (done[t] || data_missing[t] != 0 || hazards[t] != 0) return;
    done[t] = true;
    order.push_back(tasks[t]);
    for (std::uint32_t e = first_edge[t]; e < first_edge[t + 1]; ++e) {
      std::uint32_t const next = sorted[e].to;
      --(sorted[e].hazard ? hazards : data_missing)[next];
    }
    for (std::uint32_t e = first_edge[t]; e < first_edge[t + 1]; ++e) {
      std::uint32_t const next = sorted[e].to;
      if (next < reached || writes[next]) run_if_ready(next);
    }
  }

  /// The first task that waits for readers only, if there is one.
  constexpr bool defer_one() {
    for (std::uint32_t t = 0; t < tasks.size(); ++t)
      if (!done[t] && data_missing[t] == 0) {
        defer(t);
        return true;
      }
    return false;
  }
  constexpr void defer(std::uint32_t t) {
    for_targets(tasks[t], [&](std::uint32_t target_leaf, std::uint32_t which_value) {
      deferred.push_back({.kind = task_kind::write_back,
                          .node = which_value < Nodes ? which_value : tasks[t].node,
                          .target = target_leaf,
                          .value = which_value});
      if (which_value < Nodes) in_place[which_value] = none;
    });
    tasks[t].target = none;
    hazards[t] = 0;
  }

  struct edge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool hazard = false;
  };

  graph::view g;
  layout samples_lie;
  readers<Nodes> const& read;
  meta::list<std::uint32_t> producer;
  bool output_first;  ///< nothing is assigned before the first output is known
  meta::list<task> tasks;
  meta::list<task> deferred;
  meta::list<bool> done;
  meta::list<bool> writes;
  meta::list<std::uint32_t> data_missing;
  meta::list<std::uint32_t> hazards;
  meta::list<edge> edges;
  meta::list<edge> sorted;
  meta::list<std::uint32_t> first_edge;
  std::uint32_t reached = 0;
};

/// The order of the tasks, and how many there are.
template <std::uint32_t Nodes, std::uint32_t Capacity>
struct schedule {
  std::array<task, Capacity> tasks{};
  std::uint32_t count = 0;
  std::array<std::uint32_t, Nodes> in_place{};  ///< node → the leaf its value is written into, or none
};

template <std::uint32_t Nodes, std::uint32_t Capacity>
constexpr schedule<Nodes, Capacity> make_schedule(graph::view const& g, fusion<Nodes> const& fused,
                                                  readers<Nodes> const& read, layout how, bool first_output_first) {
  scheduler<Nodes> const s(g, fused, read, how, first_output_first);
  schedule<Nodes, Capacity> result{};
  for (task const& t : s.order) result.tasks[result.count++] = t;
  for (id v = 0; v < Nodes; ++v) result.in_place[v] = s.in_place[v];
  return result;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
