// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/one_sample.hpp"
#include "tapeless/plan/recomputation.hpp"
#include "tapeless/plan/step_writer.hpp"
#include "tapeless/rules/lowered.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// The steps of a plan, and where its outputs are. `code_count` may be more than there is room for: then the codes are
/// not all here.
template <std::uint32_t Steps, std::uint32_t Codes, std::uint32_t Outputs>
struct step_table {
  std::array<step, Steps> steps{};
  std::array<elementwise_code, Codes> codes{};
  std::array<place, Outputs> outputs{};
  std::uint32_t code_count = 0;
};
template <std::uint32_t Codes, std::uint32_t Steps, std::uint32_t Room, std::uint32_t Outputs>
constexpr step_table<Steps, Codes, Outputs> trimmed(step_table<Steps, Room, Outputs> const& roomy) {
  step_table<Steps, Codes, Outputs> t{roomy.steps, {}, roomy.outputs, Codes};
  for (std::uint32_t i = 0; i < Codes; ++i) t.codes[i] = roomy.codes[i];
  return t;
}

/// All decisions about a program, each pass a constant of its own (and with its own budget of constant-evaluation
/// steps).
template <class Source>
struct planned {
  static constexpr options how = options_of<Source>;  ///< as it was wanted

private:
  static constexpr auto const& graph_given() {
    if constexpr (how.drops_batch_of_one) {
      return without_batch_of_one<rules::lowered<Source>>;
    } else {
      return rules::lowered<Source>;
    }
  }
  using to_plan = recomputed<graph_given(), how>;

public:
  static constexpr auto const& given = graph_given();  ///< what is to be computed
  static constexpr auto const& graph = to_plan::graph;
  static constexpr graph::sizes size = std::remove_cvref_t<decltype(graph)>::size;
  static constexpr std::uint32_t nodes = size.nodes;
  static constexpr std::uint32_t capacity = nodes + size.assigns * 2 + size.outputs;

  static constexpr layout samples_lie = layout_for(graph::view_of(graph), how);
  static constexpr auto const& fused = to_plan::fused;
  static constexpr readers<nodes> read{graph::view_of(graph), fused};
  static constexpr auto order =
      make_schedule<nodes, capacity>(graph::view_of(graph), fused, read, samples_lie, how.knows_first_output_first);
  static constexpr auto memory =
      allocator<nodes, order.count, capacity>(graph::view_of(graph), fused, read, order, samples_lie, how).map;

private:
  using writer = step_writer<nodes, order.count, capacity>;
  template <std::uint32_t Codes>
  static constexpr auto write_steps() {
    writer w(graph::view_of(graph), fused, read, order, memory, how);
    step_table<order.count, Codes, size.outputs> t{};
    for (std::uint32_t p = 0; p < order.count; ++p) {
      t.steps[p] = w.write(order.tasks[p]);
      t.steps[p].scratch = memory.scratch[p];
      t.steps[p].with_next = memory.with_next[p];
      t.steps[p].with_previous = p != 0 && memory.with_next[p - 1];
      if (t.steps[p].shape.is_batched() || t.steps[p].left.is_batched()) t.steps[p].samples_lie = samples_lie;
    }
    t.code_count = w.table.codes.size();
    for (std::uint32_t i = 0; i < t.code_count && i < Codes; ++i) t.codes[i] = w.table.codes[i];
    mark_inlined(t.steps, how);
    mark_shared(t.steps, how);
    for (std::uint32_t o = 0; o < size.outputs; ++o) t.outputs[o] = w.place_of(graph.outputs[o]);
    for (std::uint32_t p = 0; p < order.count; ++p)
      if (order.tasks[p].output != none) t.outputs[order.tasks[p].output] = memory.of_value[order.tasks[p].value];
    return t;
  }
  /// As rules::lowered: the codes are counted when they are written, so they are written with room to spare.
  static constexpr std::uint32_t room = order.count < 64 ? order.count : 64;
  static constexpr auto with_room = write_steps<room>();
  static constexpr auto without_room() {
    if constexpr (with_room.code_count <= room)
      return trimmed<with_room.code_count>(with_room);
    else
      return write_steps<with_room.code_count>();
  }

public:
  static constexpr auto table = without_room();
  static constexpr auto const& outputs = table.outputs;
  static constexpr std::uint32_t step_count = order.count;
};

/// The kernels of a plan's steps, for elements of type T.
template <class Source, class T>
constexpr auto select_all() {
  using plan_of = planned<Source>;
  std::array<choice_of_kernel, plan_of::step_count> kernels{};
  for (std::uint32_t p = 0; p < plan_of::step_count; ++p) {
    step const& each = plan_of::table.steps[p];
    kernels[p] = select(each, each.chain == none ? elementwise_code{} : plan_of::table.codes[each.chain],
                        registers{plan_of::how.target, sizeof(T)}, plan_of::how.kernels);
  }
  return kernels;
}
template <class Source, class T>
inline constexpr auto selected = select_all<Source, T>();

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
