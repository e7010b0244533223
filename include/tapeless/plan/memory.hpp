// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/options.hpp"
#include "tapeless/plan/schedule.hpp"
#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"
#include "tapeless/plan/transposed_copy.hpp"

namespace tapeless::inline TAPELESS_TARGET::plan {

/// Whether a value in the workspace is one incomplete vector or several with an incomplete last one: then kernels read and write that whole.
/// (A read close behind a masked write waits until that has reached the cache, some 20 cycles.)
constexpr bool has_room_behind(extents shape) {
  return shape.batch <= 1 && shape.size() != 1 && (shape.rows == 1 || shape.columns == 1) &&
         shape.size() != whole_vectors(shape.size());
}

/// Where each value goes, and how large the workspace is. A value is a node, or Nodes + the number of the copy that makes it.
template <std::uint32_t Nodes, std::uint32_t Tasks>
struct memory_map {
  std::array<place, Nodes + Tasks> of_value{};
  std::array<place, Tasks> scratch{};    ///< of the task at a position: memory that lives while it runs
  std::uint64_t workspace_elements = 0;  ///< may be more than most_elements: run/program.hpp asks
  bool in_whole_vectors = false;         ///< values lie as storage.hpp says and begin where vectors do; or else close
};

/// Lifetimes to offsets: a value lives from the task that computes it to its last reader; first fit into one workspace, in the
/// order of the schedule. A chain may overwrite an operand of the same extent that dies with it; a core's operands it may not.
template <std::uint32_t Nodes, std::uint32_t Tasks, std::uint32_t Capacity>
class allocator {
public:
  constexpr allocator(graph::view const& graph, fusion<Nodes> const& groups, schedule<Nodes, Capacity> const& schedule,
                      layout lie, options const& how)
      : g(graph),
        fused(groups),
        samples_lie(lie),
        copies_transposed(how.copies_transposed),
        read(graph, groups),
        order(schedule),
        made(Nodes, false),
        last_reader(Nodes + Tasks, 0) {
    map.in_whole_vectors = how.whole_vectors;
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order.tasks[p].kind == task_kind::compute)
        read.for_stored(order.tasks[p].node, [&](id made_here) { made[made_here] = true; });
    find_last_readers();
    for (std::uint32_t p = 0; p < Tasks; ++p) allocate(p);
  }

  memory_map<Nodes, Tasks> map{};

private:
  static constexpr std::uint32_t no_value = Nodes + Tasks;

  struct block {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t value = 0;
  };

  /// Calls f(value, at_other_positions) for what a task reads and an earlier task made.
  template <class F>
  constexpr void for_inputs(task const& t, F const& f) const {
    auto const if_made = [&](id used, bool at_other_positions) {
      if (made[used]) f(used, at_other_positions);
    };
    if (t.kind == task_kind::compute)
      read.for_inputs(t.node, if_made);
    else if (t.kind == task_kind::copy)
      if_made(t.node, false);
    else
      f(t.value, false);
  }
  template <class F>
  constexpr void for_results(task const& t, F const& f) const {
    if (t.kind == task_kind::compute)
      read.for_stored(t.node, f);
    else if (t.kind == task_kind::copy)
      f(t.value);
  }

  constexpr void find_last_readers() {
    for (std::uint32_t p = 0; p < Tasks; ++p) {
      for_inputs(order.tasks[p], [&](std::uint32_t which_value, bool) { last_reader[which_value] = p; });
      for_results(order.tasks[p], [&](std::uint32_t which_value) { last_reader[which_value] = p; });
      if (order.tasks[p].output != none) last_reader[order.tasks[p].value] = Tasks;
    }
    for (std::uint32_t p = 0; p < Tasks; ++p)
      for_results(order.tasks[p], [&](std::uint32_t which_value) {
        for (std::uint32_t output_number = 0; output_number < g.output_count; ++output_number)
          if (g.outputs[output_number] == which_value) last_reader[which_value] = Tasks;
      });
  }

  constexpr void allocate(std::uint32_t p) {
    task const& t = order.tasks[p];
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < live.size(); ++i)
      if (live[i].value != no_value && last_reader[live[i].value] >= p) live[kept++] = live[i];
    live.resize(kept);
    if (t.kind == task_kind::compute && fused.core[t.node] != none) {
      node const& core = g[fused.core[t.node]];
      if (copies_transposed && samples_lie == layout::feature_minor && copies_left(g, core))
        map.scratch[p] = place_first_fit(no_value, elements_of(g[core.a].shape.transposed()));
    }
    for_results(t, [&](std::uint32_t which_value) {
      std::uint32_t const target_leaf = which_value < Nodes ? order.in_place[which_value] : t.target;
      if (target_leaf != none)
        map.of_value[which_value] = {space::leaf, target_leaf};
      else if (!reuse_operand(p, which_value))
        map.of_value[which_value] =
            place_first_fit(which_value, elements_of(g[which_value < Nodes ? which_value : t.node].shape));
    });
  }

  constexpr std::uint32_t elements_of(extents shape) const {
    if (samples_lie == layout::batch_minor && shape.is_batched()) return shape.size() * batch_stride(shape.batch);
    return map.in_whole_vectors ? stored_total(shape) : shape.total();
  }
  constexpr std::uint64_t aligned(std::uint64_t offset, std::uint64_t size) const {
    return map.in_whole_vectors && size != 1 ? next_vector(offset) : offset;
  }

  constexpr bool reuse_operand(std::uint32_t position, std::uint32_t value) {
    task const& t = order.tasks[position];
    // a loss is written before the chain of its sample reads
    if (t.kind != task_kind::compute || value == fused.loss[t.node]) return false;
    extents const shape = g[value].shape;
    std::uint32_t dying = none;
    for_inputs(t, [&](std::uint32_t used, bool at_other_positions) {
      if (!at_other_positions && last_reader[used] == position && g[used].shape == shape) dying = used;
    });
    for_inputs(t, [&](std::uint32_t used, bool at_other_positions) {
      if (at_other_positions && used == dying) dying = none;
    });
    for (block& b : live)
      if (dying != none && b.value == dying) {
        b.value = value;
        map.of_value[value] = in_workspace(b.offset);
        return true;
      }
    return false;
  }

  static constexpr place in_workspace(std::uint64_t offset) {
    return {space::workspace, static_cast<std::uint32_t>(offset)};
  }
  constexpr place place_first_fit(std::uint32_t value, std::uint64_t size) {
    size = aligned(size, size);
    std::uint64_t offset = 0;
    std::uint32_t position = 0;
    while (position < live.size() && live[position].offset < offset + size) {
      offset = aligned(live[position].offset + live[position].size, size);
      ++position;
    }
    live.insert(position, {offset, size, value});
    if (offset + size > map.workspace_elements) map.workspace_elements = offset + size;
    return in_workspace(offset);
  }

  graph::view g;
  fusion<Nodes> const& fused;
  layout samples_lie;
  bool copies_transposed;
  readers<Nodes> read;
  schedule<Nodes, Capacity> const& order;
  meta::list<bool> made;                  // by a task, or else bound
  meta::list<std::uint32_t> last_reader;  // value → position of the last reader in the schedule
  meta::list<block> live;                 // by offset
};

}  // namespace tapeless::inline TAPELESS_TARGET::plan
