// SPDX-License-Identifier: BSL-1.0
// Walks through a plan and remembers, for every element of the workspace and every leaf, which task wrote it last. Whatever a task
// reads must have been written by the task that computes it, and a leaf must hold its old value. Nothing of the planner's own
// reasoning (lifetimes, hazards) is used: overlapping memory, a wrong order and a lost write all show up as a wrong owner.
#pragma once

#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace plan_simulation {

namespace tl = tapeless;
using tl::plan::place;
using tl::plan::space;
using tl::plan::step;
using tl::plan::task;
using tl::plan::task_kind;

/// The tables of a plan, without their types.
struct tables {
  tl::graph::view g;
  tl::graph::id const* chain_of;  ///< node → root of its chain
  task const* tasks;
  std::uint32_t count;
  place const* place_of_serial;
  step const* steps;
  place const* outputs;
  std::uint32_t workspace;
};

template <class Source>
tables tables_of() {
  using p = tl::plan::planned<Source>;
  return {tl::graph::view_of(p::graph), p::fused.root.data(),  p::order.tasks.data(), p::order.count,
          p::memory.of_task.data(),     p::table.steps.data(), p::outputs.data(),     p::memory.workspace_elements};
}

class simulation {
public:
  explicit simulation(tables const& plan)
      : t(plan),
        workspace(plan.workspace, nobody),
        leaves(plan.g.leaf_count, nobody),
        serial_of(plan.g.node_count, nobody) {
    for (std::uint32_t p = 0; p < t.count; ++p)
      if (t.tasks[p].kind == task_kind::compute) serial_of[t.tasks[p].node] = t.tasks[p].serial;
    for (std::uint32_t p = 0; p < t.count; ++p) execute(t.tasks[p], t.steps[p]);
    check_end();
  }
  std::string first_error;

private:
  static constexpr std::uint32_t nobody = 0xffffffffu;

  void fail(std::string const& what) {
    if (first_error.empty()) first_error = what;
  }

  void execute(task const& now, step const& s) {
    std::vector<tl::graph::id> const reads = read_by(now);
    if (now.kind == task_kind::write_back)
      expect(t.place_of_serial[now.serial], now.serial, t.g[now.node].shape.total(), now);
    else
      for (tl::graph::id const used : reads) read(used, now, s);
    std::uint32_t const size = t.g[now.node].shape.total();
    if (s.out.where == space::leaf) {
      leaves[s.out.index] = now.serial;
    } else if (s.out.index + size > workspace.size()) {
      fail("task " + std::to_string(now.serial) + " writes behind the workspace");
    } else {
      for (std::uint32_t e = 0; e < size; ++e) workspace[s.out.index + e] = now.serial;
    }
  }

  void read(tl::graph::id used, task const& now, step const& s) {
    std::uint32_t const serial = serial_of[used];
    std::uint32_t const size = t.g[used].shape.total();
    if (t.g[used].code == tl::op::batch_size || (t.g[used].code == tl::op::constant && serial == nobody)) return;
    place const at = serial == nobody ? place{space::leaf, t.g[used].leaf} : t.place_of_serial[serial];
    expect(at, serial, size, now);
    bool listed = false;
    for (std::uint32_t i = 0; i < s.input_count; ++i) listed = listed || s.in[i] == at;
    if (!listed)
      fail("step of task " + std::to_string(now.serial) + " does not list the place of node " + std::to_string(used));
    if (at.where != s.out.where) return;
    std::uint32_t const written = at.where == space::leaf ? 1 : t.g[now.node].shape.total();
    bool const overlap =
        at.index < s.out.index + written && s.out.index < at.index + (at.where == space::leaf ? 1 : size);
    bool const same_elements =
        at.index == s.out.index && t.g[used].shape == t.g[now.node].shape && s.kind == tl::plan::step_kind::elementwise;
    if (overlap && !same_elements) fail("task " + std::to_string(now.serial) + " writes into what it still reads");
  }

  void expect(place const& at, std::uint32_t owner, std::uint32_t size, task const& now) {
    bool good = at.where == space::leaf ? leaves[at.index] == owner : at.where == space::workspace;
    for (std::uint32_t e = 0; good && at.where == space::workspace && e < size; ++e)
      good = workspace[at.index + e] == owner;
    if (!good)
      fail("task " + std::to_string(now.serial) + " does not find what task " + std::to_string(owner) + " wrote");
  }

  /// Operands of all nodes that a task computes, but for those it has in registers.
  std::vector<tl::graph::id> read_by(task const& now) const {
    std::vector<tl::graph::id> found;
    if (now.kind != task_kind::compute) return {now.node};
    for (tl::graph::id v = 0; v < t.g.node_count; ++v) {
      if (t.chain_of[v] != now.node) continue;
      for (std::uint32_t i = 0; i < tl::graph::operand_count(t.g[v]); ++i) {
        tl::graph::id const used = tl::graph::operand(t.g[v], i);
        bool const written_into_the_code = t.g[used].code == tl::op::constant && tl::is_elementwise(t.g[v].code);
        if (t.chain_of[used] != now.node && !written_into_the_code) found.push_back(used);
      }
    }
    return found;
  }

  void check_end() {
    for (std::uint32_t a = 0; a < t.g.assign_count; ++a)
      if (leaves[t.g.assigns[a].leaf] == nobody)
        fail("leaf " + std::to_string(t.g.assigns[a].leaf) + " is not written");
    for (std::uint32_t o = 0; o < t.g.output_count; ++o) {
      std::uint32_t owner = serial_of[t.g.outputs[o]];
      for (std::uint32_t p = 0; p < t.count; ++p)
        if (t.tasks[p].output == o) owner = t.tasks[p].serial;
      expect(t.outputs[o], owner, t.g[t.g.outputs[o]].shape.total(), {.serial = nobody - 1});
    }
  }

  tables t;
  std::vector<std::uint32_t> workspace;
  std::vector<std::uint32_t> leaves;
  std::vector<std::uint32_t> serial_of;
};

/// Empty if every read of the plan finds what it should.
template <class Source>
std::string first_error() {
  return simulation(tables_of<Source>()).first_error;
}

}  // namespace plan_simulation
