// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/free_list.hpp"
#include "tapeless/plan/options.hpp"
#include "tapeless/plan/pairs.hpp"
#include "tapeless/plan/schedule.hpp"
#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"
#include "tapeless/plan/transposed_copy.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Whether a value in the workspace is one incomplete vector or several with an incomplete last one: then kernels read
/// and write that whole. (A read close behind a masked write waits until that has reached the cache, some 20 cycles.)
constexpr bool has_room_behind(extents shape, targets::description const& on = targets::current) {
  return shape.batch <= 1 && shape.size() != 1 && (shape.rows == 1 || shape.columns == 1) &&
         shape.size() != whole_vectors(shape.size(), on);
}

/// Where each value goes, and how large the workspace is. A value is a node, or Nodes + the number of the copy that
/// makes it.
template <std::uint32_t Nodes, std::uint32_t Tasks>
struct memory_map {
  std::array<place, Nodes + Tasks> of_value{};
  std::array<place, Tasks> scratch{};    ///< of the task at a position: memory that lives while it runs
  std::array<bool, Tasks> with_next{};   ///< whether the task at a position is computed with the next (plan/pairs.hpp)
  std::uint64_t workspace_elements = 0;  ///< may be more than most_elements: run/program.hpp asks
};

/// Lifetimes to offsets: a value lives from the task that computes it to its last reader; first fit into one workspace,
/// in the order of the schedule. A task may overwrite an operand of the same extent that dies with it, where its kernel
/// reads element i of that before it writes element i: chains do, softmaxes do, other cores do not. A product and an
/// update that are computed together are one task: what the product's chain makes may take the place of the vector that
/// the update multiplies (the activations of a layer, where its derivative is computed from them).
template <std::uint32_t Nodes, std::uint32_t Tasks, std::uint32_t Capacity>
class allocator {
public:
  constexpr allocator(graph::view const& graph, fusion<Nodes> const& groups, readers<Nodes> const& of_groups,
                      schedule<Nodes, Capacity> const& schedule, layout lie, options const& wished)
      : g(graph),
        fused(groups),
        samples_lie(lie),
        how(wished),
        read(of_groups),
        order(schedule),
        pairs(graph, groups, read, schedule),
        made(Nodes, false),
        last_reader(Nodes + Tasks, 0),
        block_of(Nodes + Tasks),
        first_dying(Tasks, no_value),
        next_dying(Nodes + Tasks, no_value) {
    for (std::uint32_t p = 0; p < Tasks; ++p)
      if (order.tasks[p].kind == task_kind::compute)
        read.for_stored(order.tasks[p].node, [&](id made_here) { made[made_here] = true; });
    find_last_readers();
    for (std::uint32_t p = 0; p < Tasks; ++p)
      map.with_next[p] = how.updates_while_reading && (p == 0 || !map.with_next[p - 1]) &&
                         pairs.can_update_while_reading(p, how.target);
    for (std::uint32_t p = 0; p < Tasks; ++p) allocate(p);
  }

  memory_map<Nodes, Tasks> map{};

private:
  static constexpr std::uint32_t no_value = Nodes + Tasks;

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
    for (std::uint32_t output = 0; output < g.output_count; ++output) last_reader[g.outputs[output]] = Tasks;
  }

  constexpr void allocate(std::uint32_t p) {
    task const& t = order.tasks[p];
    if (p != 0) free_what_dies_at(p - 1);
    block scratch{};
    if (t.kind == task_kind::compute && fused.core[t.node] != none) {
      node const& core = g[fused.core[t.node]];
      if (how.copies_transposed && samples_lie == layout::feature_minor && copies_left(g, core, how.target)) {
        scratch = first_fit(elements_of(g[core.a].shape.transposed()));
        map.scratch[p] = in_workspace(scratch);
      }
    }
    for_results(t, [&](std::uint32_t which_value) {
      std::uint32_t const target_leaf = which_value < Nodes ? order.in_place[which_value] : t.target;
      if (target_leaf != none)
        map.of_value[which_value] = {space::leaf, target_leaf};
      else if (std::uint32_t const dying = reusable_operand(p, which_value); dying != no_value)
        give(which_value, take(dying));
      else
        give(which_value, first_fit(elements_of(kept_shape(g, fused, which_value < Nodes ? which_value : t.node))));
    });
    unused.free(scratch);
  }

  /// A value that no task reads dies with the task that makes it.
  constexpr void give(std::uint32_t value, block const& where) {
    block_of[value] = where;
    map.of_value[value] = in_workspace(where);
    if (last_reader[value] == Tasks) return;
    next_dying[value] = first_dying[last_reader[value]];
    first_dying[last_reader[value]] = value;
  }
  constexpr block take(std::uint32_t value) {
    block const taken = block_of[value];
    block_of[value] = {};
    return taken;
  }
  constexpr void free_what_dies_at(std::uint32_t position) {
    for (std::uint32_t value = first_dying[position]; value != no_value; value = next_dying[value])
      unused.free(take(value));
  }

  constexpr std::uint32_t elements_of(extents shape) const {
    if (samples_lie == layout::batch_minor && shape.is_batched())
      return shape.size() * batch_stride(shape.batch, how.target);
    return stored_total(shape, how.target);
  }
  constexpr block first_fit(std::uint64_t size) {
    block const found = size == 1 ? unused.allocate(size, 1)
                                  : unused.allocate(next_vector(size, how.target), numbers_in_a_vector(how.target));
    if (found.offset + found.size > map.workspace_elements) map.workspace_elements = found.offset + found.size;
    return found;
  }
  static constexpr place in_workspace(block const& where) {
    return {space::workspace, static_cast<std::uint32_t>(where.offset)};
  }

  /// An operand in the workspace that a result may overwrite element by element, or no_value.
  constexpr std::uint32_t reusable_operand(std::uint32_t position, std::uint32_t value) const {
    task const& t = order.tasks[position];
    // a loss is written before the chain of its sample reads
    if (t.kind != task_kind::compute || value == fused.loss[t.node]) return no_value;
    extents const shape = g[value].shape;
    std::uint32_t dying = no_value;
    for_inputs(t, [&](std::uint32_t used, bool at_other_positions) {
      if (!at_other_positions && dies_with(position, used) && kept_shape(g, fused, used) == shape) dying = used;
    });
    for_inputs(t, [&](std::uint32_t used, bool at_other_positions) {
      if (at_other_positions && used == dying) dying = no_value;
    });
    return dying != no_value && block_of[dying].size != 0 ? dying : no_value;
  }

  constexpr bool dies_with(std::uint32_t position, std::uint32_t value) const {
    if (!map.with_next[position]) return last_reader[value] == position;
    return last_reader[value] == position ||
           (last_reader[value] == position + 1 && pairs.is_factor_of_update(position + 1, value));
  }

  graph::view g;
  fusion<Nodes> const& fused;
  layout samples_lie;
  options how;
  readers<Nodes> const& read;
  schedule<Nodes, Capacity> const& order;
  pairing<Nodes, Capacity> pairs;
  meta::list<bool> made;                  // by a task, or else bound
  meta::list<std::uint32_t> last_reader;  // value → position of the last reader in the schedule
  meta::list<block> block_of;             // value → where it is in the workspace; of size 0: it is not
  meta::list<std::uint32_t> first_dying;  // position → a value that no later task reads
  meta::list<std::uint32_t> next_dying;   // value → another one
  free_list unused;
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
