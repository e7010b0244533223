// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/plan.hpp"
#include "tapeless/show/c/names.hpp"
#include "tapeless/show/notation/outline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Numbers that stand in the file: those of parameters which are no arguments then.
struct c_weights {
  virtual constexpr bool has(std::uint32_t leaf) const = 0;
  virtual constexpr double number(std::uint32_t leaf, std::uint32_t row, std::uint32_t column) const = 0;

protected:
  constexpr ~c_weights() = default;
};

/// What the C text is written from, without the type of the program: the graph, the order of the tasks and their
/// places. Where the kernels have a say (codes, packs, storage order) is not in it.
struct c_plan {
  graph::view formulas;
  plan::task const* tasks;
  std::uint32_t task_count;
  plan::place const* place_of_value;  ///< of a node, or of what a copy makes
  id const* chain_of_node;            ///< the node in whose loop a node is computed
  id const* core_of_chain;            ///< the product, sum or softmax that a chain takes over element by element
  bool const* by_class;               ///< of a label: only its class is kept, for each sample
  std::uint32_t primitive_count;
  std::uint32_t workspace_elements;
  bool is_float;
  c_weights const* weights = nullptr;

  constexpr bool has_weight(std::uint32_t leaf) const { return weights != nullptr && weights->has(leaf); }
};

/// A matrix that is an input is read where it is bound: it lies row after row already.
constexpr bool is_read_in_place(graph::view const& formulas, node const& n) {
  return n.code == op::leaf && formulas.leaves[n.leaf].kind != leaf_kind::label;
}

/// Loops of C compilers' liking: one operation and the chain behind it each, and values that lie close.
inline constexpr plan::options for_c = {.target = targets::portable,
                                        .samples_lie = plan::layout_choice::feature_minor,
                                        .drops_batch_of_one = false,
                                        .stores_on_the_way = false,
                                        .joins_losses = false,
                                        .recomputes = false,
                                        .updates_while_reading = false};

template <class Source>
struct c_tables {
  using planned = plan::planned<plan::with_options<Source, for_c>>;
  static constexpr graph::view formulas = graph::view_of(rules::lowered<Source>);
  static constexpr graph::sizes size = std::remove_cvref_t<decltype(rules::lowered<Source>)>::size;
  static constexpr std::size_t name_count = 1 + size.primitives + size.leaves + size.outputs + size.names;

  template <class T>
  static constexpr c_plan plan_in = {formulas,
                                     planned::order.tasks.data(),
                                     planned::order.count,
                                     planned::memory.of_value.data(),
                                     planned::fused.root.data(),
                                     planned::fused.core.data(),
                                     planned::fused.by_class.data(),
                                     size.primitives,
                                     static_cast<std::uint32_t>(planned::memory.workspace_elements),
                                     std::is_same_v<T, float>};
};

/// The identifiers of the file, in the order: the function, the primitives, the leaves, the outputs, the named nodes.
struct c_scope {
  c_identifier const* identifiers;
  c_plan const& plan;

  constexpr std::string_view function() const { return identifiers[0].view(); }
  constexpr std::string_view primitive(std::uint32_t i) const { return identifiers[1 + i].view(); }
  constexpr std::string_view leaf(std::uint32_t l) const { return identifiers[1 + plan.primitive_count + l].view(); }
  constexpr std::string_view output(std::uint32_t o) const {
    return identifiers[1 + plan.primitive_count + plan.formulas.leaf_count + o].view();
  }
  /// The user's name of a node; empty if there is none.
  constexpr std::string_view users(id v) const {
    graph::view const& all = plan.formulas;
    std::uint32_t const given = name_of(all, v);
    if (given == none) return {};
    return identifiers[1 + plan.primitive_count + all.leaf_count + all.output_count + given].view();
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
