// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "module.hpp"
#include "one_sample.hpp"
#include "tapeless/show/c_program.hpp"
#include "tapeless/show/derivation.hpp"
#include "tapeless/show/plan.hpp"

#include <string>
#include <vector>

/// All that the page shows of a preset as text, formula or size, gathered natively of the trainer that the module has;
/// description.cpp writes it as JSON.
namespace playground {

namespace show = tl::show;

/// What `write(sink)` writes.
template <class F>
std::string written(F const& write) {
  std::string text;
  auto append = [&](char c) { text += c; };
  show::forward_to sink(append);
  write(sink);
  return text;
}

// ---- what is gathered ---------------------------------------------------------------------------------------------------

struct value {
  std::string id;
  std::string latex;
  std::string derivative;  ///< the identifier of what the loss is derived by it
  std::uint64_t identity = 0;
};
/// What a plan's step computes of the graph, and where it goes.
struct computed {
  std::uint64_t identity = 0;
  std::uint32_t step = 0;
  tl::plan::place stored{};  ///< nowhere: it stays in registers
};
struct leaf {
  std::string name;
  tl::extents shape{};
  bool is_trained = false;
  bool begins_layer = false;
  std::string kind_of_layer;
};
struct state {
  std::string leaf;
  std::size_t bytes = 0;
};
struct board {
  std::string name;
  tl::targets::core core{};
  tl::memory_bytes memory{};
  std::uint32_t steps = 0;
};
struct description {
  std::uint32_t mask = 0;
  std::vector<leaf> leaves;
  std::string derivation;  ///< with marked symbols
  std::vector<value> values;
  std::vector<computed> nodes;
  show::plan_view plan{};
  show::lifetimes_view lifetimes{};
  tl::memory_bytes memory{};
  std::size_t storage_bytes = 0;  ///< what the trainer says itself
  std::vector<state> states;
  std::vector<board> boards;
  std::string c99;
};

/// Writes NAME.MASK.js into a folder.
void write(description const&, std::string const& name, std::string const& source_path, std::string const& folder);

/// For each node of a graph a number that says how it is computed from which leaves: the same in every graph.
std::vector<std::uint64_t> identities(tl::graph::view const&);
/// Whose symbol comes first in a marked formula, or nothing.
std::string first_identifier(std::string const& latex);

// ---- values, of a derivation and of a plan ----------------------------------------------------------------------------

/// The leaves and values that have a symbol in the derivation, each followed by its derivative if a gradient needs it.
template <class Derivation>
std::vector<value> values_of() {
  std::vector<std::uint64_t> const identity = identities(Derivation::formulas);
  auto const& parts = Derivation::parts;
  std::vector<value> found;
  auto const add = [&](std::uint64_t which, auto const& write) {
    std::string const latex = written(write);
    if (std::string const id = first_identifier(latex); !id.empty()) found.push_back({id, latex, {}, which});
    return !first_identifier(latex).empty();
  };
  for (tl::graph::id v = 0; v < Derivation::nodes; ++v) {
    bool const is_leaf = Derivation::formulas[v].code == tl::op::leaf;
    if (!is_leaf && !parts.is_forward[v]) continue;
    tl::graph::id derivative = is_leaf ? tl::graph::none : parts.adjoint_of[v];
    if (derivative != tl::graph::none && !parts.is_needed[derivative]) derivative = tl::graph::none;
    for (std::uint32_t g = 0; g < parts.gradient_count; ++g)
      if (parts.gradients[g].of == v) derivative = parts.gradients[g].value;
    bool const has_symbol = add(identity[v], [&](show::text_sink& sink) {
      auto names = Derivation::forward_writer(sink);
      if (v == parts.loss) return names.loss_name();
      if (is_leaf) return names.leaf_name(Derivation::formulas[v].leaf);
      if (names.has_line(v)) names.line_name(v);
    });
    if (!has_symbol || derivative == tl::graph::none || v == parts.loss) continue;
    std::size_t const of = found.size() - 1;
    if (add(identity[derivative], [&](show::text_sink& sink) {
          auto names = Derivation::backward_writer(sink);
          for (std::uint32_t k = 0; k < Derivation::outlined.layers.count; ++k)
            if (Derivation::outlined.layers.found[k].pre_activation == v) return names.delta_name(k);
          names.derivative_by(v);
        }))
      found[of].derivative = found.back().id;
  }
  for (tl::graph::id v = 0; v < Derivation::nodes; ++v) {  // what the backward part alone has a name for
    show::naming const how = Derivation::outlined.backward_names[v].how;
    if (parts.is_forward[v] || !parts.is_needed[v] || how != show::naming::generated) continue;
    add(identity[v], [&](show::text_sink& sink) { Derivation::backward_writer(sink).line_name(v); });
  }
  return found;
}

template <class Source>
std::vector<computed> computed_in() {
  using plan = tl::plan::planned<Source>;
  std::vector<std::uint64_t> const identity = identities(tl::graph::view_of(plan::graph));
  std::vector<std::uint32_t> step_of_group(plan::nodes, tl::graph::none);
  for (std::uint32_t p = 0; p < plan::step_count; ++p)
    if (plan::order.tasks[p].kind == tl::plan::task_kind::compute) step_of_group[plan::order.tasks[p].node] = p;
  std::vector<computed> found;
  for (tl::graph::id v = 0; v < plan::nodes; ++v) {
    auto const add = [&](tl::graph::id group, bool stored) {
      if (std::uint32_t const step = step_of_group[group]; step != tl::graph::none)
        found.push_back({identity[v], step, stored ? plan::memory.of_value[v] : tl::plan::place{}});
    };
    add(plan::fused.root[v], plan::fused.stored[v]);
    auto const& again = plan::fused.computed_in[v];
    for (std::uint32_t i = 0; i < again.count; ++i)
      if (again.group[i] != plan::fused.root[v]) add(again.group[i], false);
  }
  return found;
}

// ---- memory -----------------------------------------------------------------------------------------------------------

template <tl::targets::core const& Core, class Trainer>
board board_of(char const* name) {
  using source = tl::plan::for_target<typename Trainer::step_program::source, Core.kernels>;
  return {name, Core, tl::memory_on<Core, Trainer>, tl::plan::planned<source>::step_count};
}
/// The boards that people have, with one sample a step, as where data comes from a sensor.
template <class Trainer>
std::vector<board> boards_of() {
  return {board_of<tl::targets::cortex_m0, Trainer>("Cortex-M0+"),
          board_of<tl::targets::cortex_m3, Trainer>("Cortex-M3"),
          board_of<tl::targets::cortex_m4f, Trainer>("Cortex-M4F"),
          board_of<tl::targets::cortex_m7, Trainer>("Cortex-M7"),
          board_of<tl::targets::cortex_m33, Trainer>("Cortex-M33"),
          board_of<tl::targets::cortex_m55, Trainer>("Cortex-M55"),
          board_of<tl::targets::riscv32imac, Trainer>("RV32IMAC"),
          board_of<tl::targets::riscv32imafc, Trainer>("RV32IMAFC")};
}
// ---- a trainer --------------------------------------------------------------------------------------------------------

/// The parameters that a step changes, as indices among all.
template <class Trainer, class Leaves>
struct trained {
  static constexpr auto const& step = tl::rules::lowered<typename Trainer::step_program::source>;
  static constexpr bool is(std::uint32_t leaf) {
    for (auto const& each : step.assigns)
      if (step.leaves[each.leaf].identifier == Leaves::table.each[leaf].identifier) return true;
    return false;
  }
  static constexpr std::uint32_t count = [] {
    std::uint32_t found = 0;
    for (std::uint32_t l = 0; l < Leaves::count; ++l) found += is(l) ? 1 : 0;
    return found;
  }();
  static constexpr std::array<std::uint32_t, count> indices = [] {
    std::array<std::uint32_t, count> found{};
    std::uint32_t next = 0;
    for (std::uint32_t l = 0; l < Leaves::count; ++l)
      if (is(l)) found[next++] = l;
    return found;
  }();
};

template <class Leaves, std::uint32_t I>
inline constexpr auto parameter_of = tl::scoped_leaf<tl::leaf_kind::parameter, Leaves::table.each[I].shape>(
    Leaves::table.each[I].identifier, Leaves::table.each[I].initial);

template <class Preset, class Trained, std::size_t... I>
auto derivation_with(std::index_sequence<I...>)
    -> show::derivation_writer<true, Preset::loss,
                               parameter_of<typename module<Preset>::leaves, Trained::indices[I]>...>;

/// What a layer is, read off the graph of the loss: its width and the function behind it.
template <class Derivation>
std::string kind_of_layer(std::string const& weight) {
  auto const& layers = Derivation::outlined.layers;
  for (std::uint32_t k = 0; k < layers.count; ++k) {
    auto const& each = layers.found[k];
    if (each.weight == tl::graph::none || Derivation::formulas.leaves[each.weight].identifier.view() != weight)
      continue;
    std::string kind = "dense " + std::to_string(Derivation::formulas[each.pre_activation].shape.rows);
    tl::graph::id const user = layers.only_user[each.pre_activation];
    if (user != tl::graph::none && show::is_named_function(Derivation::formulas[user].code))
      kind += ", " + std::string(show::function_name(Derivation::formulas[user].code));
    return kind;
  }
  return weight;
}

template <class Preset, std::uint32_t Mask>
description describe() {
  using trainer = typename Preset::trainers::template at<Mask>;
  using step = typename trainer::step_program;
  using leaves = typename module<Preset>::leaves;
  using trains = trained<trainer, leaves>;
  using derivation = decltype(derivation_with<Preset, trains>(std::make_index_sequence<trains::count>{}));
  constexpr auto const& layer_of_leaf = module<Preset>::layer_of_leaf;

  description found;
  found.mask = Mask;
  for (std::uint32_t l = 0; l < leaves::count; ++l) {
    tl::run::slot const& each = leaves::table.each[l];
    std::string const name(each.identifier.view());
    bool const begins_layer = l == 0 || layer_of_leaf[l] != layer_of_leaf[l - 1];
    found.leaves.push_back({name, each.shape, trains::is(l), begins_layer, kind_of_layer<derivation>(name)});
  }
  for (tl::run::slot const& each : trainer::state_store::layout::table.each)
    found.states.push_back({std::string(each.identifier.view()), each.shape.size() * sizeof(float)});
  found.derivation = written([](show::text_sink& sink) { derivation::write_body(sink); });
  found.values = values_of<derivation>();
  found.nodes = computed_in<typename step::source>();
  found.plan = show::plan_of<typename step::source, float>;
  found.lifetimes = show::lifetimes_in<typename step::source, float>;
  found.memory = tl::memory_on<tl::targets::x86_64, trainer>;  // planned as the page's target is
  found.storage_bytes = trainer::storage_bytes();
  found.boards = boards_of<typename of_one_sample<trainer>::type>();
  show::write_c<step>([&](char c) { found.c99 += c; }, "step", "loss");
  return found;
}

/// Of each mask.
template <class Preset>
void write_descriptions(std::string const& name, std::string const& source_path, std::string const& folder) {
  [&]<std::uint32_t... Mask>(std::integer_sequence<std::uint32_t, Mask...>) {
    (write(describe<Preset, Mask>(), name, source_path, folder), ...);
  }
  (std::make_integer_sequence<std::uint32_t, Preset::trainers::count>{});
}

}  // namespace playground
