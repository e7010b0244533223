// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/schedule.hpp"
#include "tapeless/plan/step.hpp"

namespace tapeless::inline TAPELESS_TARGET::plan {

/// Where each task's value goes, and how large the workspace is. Indexed by task serial.
template <std::uint32_t Tasks>
struct memory_map {
  std::array<place, Tasks> of_task{};
  std::uint32_t workspace_elements = 0;
};

/// Lifetimes to offsets: a value lives from the task that computes it to its last reader; first fit into one workspace, in the
/// order of the schedule. An element-wise task may overwrite an operand of the same extent that dies with it.
template <std::uint32_t Nodes, std::uint32_t Tasks>
class allocator {
public:
  constexpr allocator(graph::view const& graph, fusion<Nodes> const& fused, task const* schedule)
      : g(graph), read(graph, fused), order(schedule), task_of(Nodes, none), last_reader(Tasks, 0) {
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order[p].kind == task_kind::compute) task_of[order[p].node] = order[p].serial;
    find_last_readers();
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order[p].kind != task_kind::write_back) allocate(p);
  }

  memory_map<Tasks> map{};

private:
  struct block {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t serial = 0;
  };

  template <class F>
  constexpr void for_inputs(task const& t, F const& f) const {
    auto const with_serial = [&](id used) {
      if (task_of[used] != none) f(task_of[used], used);
    };
    if (t.kind == task_kind::compute)
      read.for_inputs(t.node, with_serial);
    else
      with_serial(t.node);
  }

  constexpr void find_last_readers() {
    for (std::uint32_t p = 0; p < Tasks; ++p) {
      task const& t = order[p];
      if (t.kind == task_kind::write_back)
        last_reader[t.serial] = p;
      else
        for_inputs(t, [&](std::uint32_t serial, id) { last_reader[serial] = p; });
      if (t.kind != task_kind::write_back && last_reader[t.serial] < p) last_reader[t.serial] = p;
    }
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order[p].output != none) last_reader[order[p].serial] = Tasks;
    for (std::uint32_t o = 0; o < g.output_count; ++o)
      if (task_of[g.outputs[o]] != none) last_reader[task_of[g.outputs[o]]] = Tasks;
  }

  constexpr void allocate(std::uint32_t p) {
    task const& t = order[p];
    if (t.target != none) {
      map.of_task[t.serial] = {space::leaf, t.target};
      return;
    }
    for (std::uint32_t i = live.size(); i-- > 0;)
      if (last_reader[live[i].serial] < p) live.erase(i);
    std::uint32_t const size = g[t.node].shape.total();
    if (!reuse_operand(p, size)) place_first_fit(t.serial, size);
  }

  constexpr bool reuse_operand(std::uint32_t position, std::uint32_t size) {
    task const& t = order[position];
    if (t.kind != task_kind::compute || !is_elementwise(g[t.node].code)) return false;
    std::uint32_t dying = none;
    for_inputs(t, [&](std::uint32_t serial, id used) {
      if (last_reader[serial] == position && g[used].shape == g[t.node].shape &&
          map.of_task[serial].where == space::workspace)
        dying = serial;
    });
    for (block& b : live)
      if (dying != none && b.serial == dying && b.size == size) {
        b.serial = t.serial;
        map.of_task[t.serial] = {space::workspace, b.offset};
        return true;
      }
    return false;
  }

  constexpr void place_first_fit(std::uint32_t serial, std::uint32_t size) {
    std::uint32_t offset = 0;
    std::uint32_t position = 0;
    while (position < live.size() && live[position].offset < offset + size) {
      offset = live[position].offset + live[position].size;
      ++position;
    }
    live.insert(position, {offset, size, serial});
    map.of_task[serial] = {space::workspace, offset};
    if (offset + size > map.workspace_elements) map.workspace_elements = offset + size;
  }

  graph::view g;
  readers<Nodes> read;
  task const* order;
  meta::list<std::uint32_t> task_of;      // node → serial of the task that computes it
  meta::list<std::uint32_t> last_reader;  // serial → position of the last reader in the schedule
  meta::list<block> live;                 // by offset
};

}  // namespace tapeless::inline TAPELESS_TARGET::plan
