// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "module.hpp"
#include "tapeless/show/c_program.hpp"
#include "tapeless/show/derivation.hpp"
#include "tapeless/show/plan.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// All that the page shows of a preset as text, formula or size, as JSON: written natively, of the trainer that the
/// module has.
namespace playground {

using json = nlohmann::ordered_json;
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

// ---- the source -------------------------------------------------------------------------------------------------------

/// The lines between two lines `// [name]`.
inline std::string marked_part(std::string const& source, std::string const& name) {
  std::string const mark = "// [" + name + "]\n";
  std::size_t const begin = source.find(mark);
  std::size_t const end = begin == std::string::npos ? begin : source.find(mark, begin + 1);
  if (end == std::string::npos) throw std::runtime_error("the source has no part " + name);
  return source.substr(begin + mark.size(), end - begin - mark.size());
}
inline std::string text_of_file(std::string const& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// ---- formulas ---------------------------------------------------------------------------------------------------------

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}
inline std::vector<std::string> split(std::string const& text, std::string const& separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t const end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}
inline std::string between(std::string const& text, std::string_view begin, std::string_view end) {
  std::size_t const from = text.find(begin);
  if (from == std::string::npos) return {};
  std::size_t const first = from + begin.size();
  return text.substr(first, text.find(end, first) - first);
}
/// Whose symbol comes first in a marked formula.
inline std::string first_identifier(std::string const& latex) { return between(latex, "\\htmlData{value=", "}"); }

/// Whose symbols there are.
inline std::vector<std::string> identifiers_in(std::string const& latex) {
  std::vector<std::string> found = split(latex, "\\htmlData{value=");
  found.erase(found.begin());
  for (std::string& each : found) each.resize(each.find('}'));
  return found;
}

inline json line_of(std::string const& latex) { return {{"value", first_identifier(latex)}, {"latex", latex}}; }

/// The parts of a derivation, which is a text of paragraphs, with its lines one by one.
inline json parts_of(std::string const& derivation) {
  json parts = json::array();
  for (std::string const& paragraph : split(derivation, "\\paragraph{")) {
    if (paragraph.empty()) continue;
    std::string const title = paragraph.substr(0, paragraph.find('}'));
    std::string const rest = paragraph.substr(paragraph.find('\n') + 1);
    json lines = json::array();
    std::string words = rest.substr(0, rest.find("\\begin{align*}"));
    if (title == "Given") {
      std::size_t const end = words.find(".\n");
      for (std::string const& leaf : split(words.substr(0, end), ",\n")) {
        std::string latex = between(leaf, "$", "$");
        if (leaf.ends_with("(one-hot)")) latex += "\\ \\text{(one-hot)}";
        lines.push_back(line_of(latex));
      }
      words = words.substr(end + 2);
    } else {
      for (std::string const& line : split(between(rest, "\\begin{align*}\n", "\n\\end{align*}"), " \\\\\n"))
        lines.push_back(line_of(replaced(line, " &= ", " = ")));
    }
    while (!words.empty() && words.back() == '\n') words.pop_back();
    parts.push_back({{"title", title}, {"text", words}, {"lines", lines}});
  }
  return parts;
}

/// A formula of several lines, aligned at their first signs.
inline std::string aligned(std::vector<std::string> lines) {
  std::string text;
  for (std::string& line : lines) {
    std::size_t const at = line.find(" = ");
    if (at != std::string::npos) line.replace(at, 3, " &= ");
    text += (text.empty() ? "" : " \\\\\n") + line;
  }
  return lines.size() == 1 ? replaced(text, " &= ", " = ") : "\\begin{aligned}\n" + text + "\n\\end{aligned}";
}
/// Of the forward part: what the network computes, and the loss.
inline json formula_of(json const& parts) {
  std::vector<std::string> network;
  std::string loss;
  for (json const& part : parts)
    if (part["title"] == "Forward")
      for (json const& line : part["lines"])
        line["value"] == "L" ? static_cast<void>(loss = line["latex"]) : network.push_back(line["latex"]);
  return {{"network", aligned(network)}, {"loss", loss}};
}

// ---- values, of a derivation and of a plan ----------------------------------------------------------------------------

/// For each node of a graph a number that says how it is computed from which leaves: the same in every graph.
inline std::vector<std::uint64_t> identities(tl::graph::view const& g) {
  using tl::meta::mix;
  std::vector<std::uint64_t> found(g.node_count);
  for (tl::graph::id v = 0; v < g.node_count; ++v) {
    tl::graph::node const& here = g[v];
    bool const is_leaf = here.code == tl::op::leaf;
    std::uint64_t hash = mix(static_cast<std::uint64_t>(here.code),
                             (here.left_transposed ? 1u : 0u) | (here.right_transposed ? 2u : 0u));
    hash = mix(hash, std::uint64_t{here.shape.rows} << 32 | here.shape.columns);
    hash = mix(hash, here.shape.batch);
    hash = mix(hash, std::bit_cast<std::uint64_t>(here.value));
    hash = mix(hash, is_leaf ? g.leaves[here.leaf].identifier.hash : here.detail);
    bool const commutes = here.code == tl::op::add || here.code == tl::op::multiply;
    if (commutes) {
      hash = mix(hash, found[here.a] + found[here.b]);
    } else {
      for (std::uint32_t i = 0; i < tl::graph::operand_count(here); ++i)
        hash = mix(hash, found[tl::graph::operand(here, i)]);
    }
    found[v] = hash;
  }
  return found;
}

struct value {
  std::string id;
  std::string latex;
  std::string derivative;  ///< the identifier of what the loss is derived by it
  std::uint64_t identity = 0;
};

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

/// What a plan's step computes of the graph, and where it goes.
struct computed {
  std::uint64_t identity = 0;
  std::uint32_t step = 0;
  tl::plan::place stored{};  ///< nowhere: it stays in registers
};
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

inline json places_of(show::plan_view const& plan, tl::plan::place const* places, std::uint32_t count) {
  json all = json::array();
  for (std::uint32_t i = 0; i < count; ++i)
    all.push_back(written([&](show::text_sink& sink) { show::put_place(plan.formulas, places[i], sink); }));
  return all;
}

/// The plan, and the values with the buffers that they lie in.
inline json plan_of(show::plan_view const& plan, show::lifetimes_view const& lifetimes,
                    std::vector<computed> const& nodes, std::vector<value> const& values, json& values_with_buffers) {
  json steps = json::array(), buffers = json::array();
  std::uint64_t flops = 0, bytes_moved = 0;
  for (std::uint32_t s = 0; s < plan.step_count; ++s) {
    tl::plan::step const& step = plan.steps[s];
    auto const cell = [&](show::column which) {
      return written([&](show::text_sink& sink) { show::put_cell(plan, s + 1, which, sink); });
    };
    json here = json::array();
    for (value const& each : values)
      for (computed const& node : nodes)
        if (node.step == s && node.identity == each.identity) {
          here.push_back(each.id);
          break;
        }
    flops += show::flops_of(step, plan);
    bytes_moved += show::bytes_of(step, plan);
    steps.push_back(
        {{"operation", written([&](show::text_sink& sink) { show::put_operation(step, plan.codes, sink); })},
         {"kernel", cell(show::column::kernel)},
         {"layout", cell(show::column::layout)},
         {"why", cell(show::column::why)},
         {"computes", written([&](show::text_sink& sink) { show::put_computation(step, plan, sink); })},
         {"shape", cell(show::column::shape)},
         {"batch", step.shape.is_batched() ? step.shape.batch : 1},
         {"flops", show::flops_of(step, plan)},
         {"bytes", show::bytes_of(step, plan)},
         {"reads", places_of(plan, step.in.data(), step.input_count)},
         {"writes", places_of(plan, step.out.data(), step.output_count)},
         {"values", here}});
  }
  std::vector<std::vector<std::uint32_t>> buffers_of(values.size());
  for (std::uint32_t b = 0; b < lifetimes.count; ++b) {
    show::living const& each = lifetimes.values[b];
    json id = nullptr;
    for (computed const& node : nodes) {
      bool const is_here = !each.is_scratch && node.step == each.first &&
                           node.stored == tl::plan::place{tl::plan::space::workspace, each.offset};
      for (std::size_t i = 0; is_here && i < values.size(); ++i) {
        if (values[i].identity != node.identity) continue;
        if (id.is_null()) id = values[i].id;
        buffers_of[i].push_back(b);
      }
    }
    buffers.push_back({{"offset", each.offset * lifetimes.element_bytes},
                       {"bytes", each.elements * lifetimes.element_bytes},
                       {"first", each.first},
                       {"last", each.last},
                       {"scratch", each.is_scratch},
                       {"value", id}});
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    values_with_buffers.push_back(
        {{"id", values[i].id},
         {"latex", values[i].latex},
         {"derivative", values[i].derivative.empty() ? json(nullptr) : json(values[i].derivative)},
         {"buffers", buffers_of[i]}});
  return {{"steps", steps},
          {"buffers", buffers},
          {"flops", flops},
          {"bytes_moved", bytes_moved},
          {"workspace_bytes", plan.workspace_elements * plan.element_bytes}};
}

// ---- memory -----------------------------------------------------------------------------------------------------------

inline json memory_of(tl::memory_bytes const& memory) {
  return {{"parameters", memory.parameters},
          {"state", memory.state},
          {"workspace", memory.workspace},
          {"hyperparameters", memory.hyperparameters},
          {"total", memory.total()}};
}
template <tl::targets::core const& Core, class Trainer>
json board_of(char const* name) {
  using source = tl::plan::for_target<typename Trainer::step_program::source, Core.kernels>;
  return {{"name", name},
          {"core", Core.name},
          {"computes", Core.computes(sizeof(float))},
          {"memory", memory_of(tl::memory_on<Core, Trainer>)},
          {"steps", tl::plan::planned<source>::step_count}};
}
/// The boards that people have, with one sample a step, as where data comes from a sensor.
template <class Trainer>
json boards_of() {
  return {board_of<tl::targets::cortex_m0, Trainer>("Cortex-M0+"),
          board_of<tl::targets::cortex_m3, Trainer>("Cortex-M3"),
          board_of<tl::targets::cortex_m4f, Trainer>("Cortex-M4F"),
          board_of<tl::targets::cortex_m7, Trainer>("Cortex-M7"),
          board_of<tl::targets::cortex_m33, Trainer>("Cortex-M33"),
          board_of<tl::targets::cortex_m55, Trainer>("Cortex-M55"),
          board_of<tl::targets::riscv32imac, Trainer>("RV32IMAC"),
          board_of<tl::targets::riscv32imafc, Trainer>("RV32IMAFC")};
}
/// The same trainer with one sample a step; of a loss that is no network's, itself.
template <class Trainer>
struct of_one_sample {
  using type = Trainer;
};
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T, tl::non_finite Policy>
struct of_one_sample<tl::network_trainer<Net, Objective, Optimizer, Batch, T, Policy>> {
  using type = tl::network_trainer<Net, Objective, Optimizer, 1, T, Policy>;
};

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

inline std::string shape_text(tl::extents shape) {
  return std::to_string(shape.rows) + (shape.columns == 1 ? "" : "×" + std::to_string(shape.columns));
}

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
json describe(std::string const& name, std::string const& source) {
  using trainer = typename Preset::trainers::template at<Mask>;
  using step = typename trainer::step_program;
  using leaves = typename module<Preset>::leaves;
  using trains = trained<trainer, leaves>;
  using derivation = decltype(derivation_with<Preset, trains>(std::make_index_sequence<trains::count>{}));
  constexpr auto const& layer_of_leaf = module<Preset>::layer_of_leaf;

  json layers = json::array(), all_leaves = json::array(), state = json::array(), values = json::array();
  for (std::uint32_t l = 0; l < leaves::count; ++l) {
    tl::run::slot const& leaf = leaves::table.each[l];
    std::string const full(leaf.identifier.view());
    all_leaves.push_back({{"name", full},
                          {"kind", full.substr(full.rfind('.') + 1)},
                          {"rows", leaf.shape.rows},
                          {"columns", leaf.shape.columns},
                          {"trained", trains::is(l)}});
    if (l == 0 || layer_of_leaf[l] != layer_of_leaf[l - 1])
      layers.push_back({{"name", layer_of(full)},
                        {"kind", kind_of_layer<derivation>(full)},
                        {"frozen", true},
                        {"leaves", json::array()}});
    json& layer = layers.back();
    layer["leaves"].push_back(l);
    if (trains::is(l)) layer["frozen"] = false;
  }
  for (tl::run::slot const& each : trainer::state_store::layout::table.each)
    state.push_back({{"leaf", each.identifier.view()}, {"bytes", each.shape.size() * sizeof(float)}});

  std::string const text = written([](show::text_sink& sink) { derivation::write_body(sink); });
  json const parts = parts_of(text);
  json const plan =
      plan_of(show::plan_of<typename step::source, float>, show::lifetimes_in<typename step::source, float>,
              computed_in<typename step::source>(), values_of<derivation>(), values);
  for (std::string const& id : identifiers_in(text))
    if (std::none_of(values.begin(), values.end(), [&](json const& each) { return each["id"] == id; }))
      throw std::runtime_error("no value belongs to the symbol " + id);
  std::string c99;
  show::write_c<step>([&](char c) { c99 += c; }, "step", "loss");
  tl::memory_bytes const memory = tl::memory_on<tl::targets::x86_64, trainer>;  // planned as the page's target is
  if (memory.total() != trainer::storage_bytes()) throw std::runtime_error("compile this for SSE2");
  return {{"module", name},
          {"mask", Mask},
          {"layers", layers},
          {"leaves", all_leaves},
          {"code", marked_part(source, "program") + "\n" + marked_part(source, "mask " + std::to_string(Mask))},
          {"formula", formula_of(parts)},
          {"derivation", parts},
          {"values", values},
          {"plan", plan},
          {"memory", memory_of(memory)},
          {"optimizer_state", state},
          {"boards", boards_of<typename of_one_sample<trainer>::type>()},
          {"c99", c99}};
}

/// Writes NAME.MASK.js for each mask into a folder.
template <class Preset>
void write_descriptions(std::string const& name, std::string const& source_path, std::string const& folder) {
  std::string const source = text_of_file(source_path);
  auto const write = [&](std::uint32_t mask, json const& description) {
    std::ofstream file(folder + '/' + name + '.' + std::to_string(mask) + ".js");
    file << "playground.description(\"" << name << "\", " << mask << ", " << description.dump() << ");\n";
    if (!file.flush()) throw std::runtime_error("cannot write into " + folder);
  };
  [&]<std::uint32_t... Mask>(std::integer_sequence<std::uint32_t, Mask...>) {
    (write(Mask, describe<Preset, Mask>(name, source)), ...);
  }
  (std::make_integer_sequence<std::uint32_t, Preset::trainers::count>{});
}

}  // namespace playground
