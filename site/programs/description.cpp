// SPDX-License-Identifier: BSL-1.0
#include "description.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace playground {

using json = nlohmann::ordered_json;

namespace {

// ---- the source -------------------------------------------------------------------------------------------------------

/// The lines between two lines `// [name]`.
std::string marked_part(std::string const& source, std::string const& name) {
  std::string const mark = "// [" + name + "]\n";
  std::size_t const begin = source.find(mark);
  std::size_t const end = begin == std::string::npos ? begin : source.find(mark, begin + 1);
  if (end == std::string::npos) throw std::runtime_error("the source has no part " + name);
  return source.substr(begin + mark.size(), end - begin - mark.size());
}
std::string text_of_file(std::string const& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// ---- formulas ---------------------------------------------------------------------------------------------------------

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}
std::vector<std::string> split(std::string const& text, std::string const& separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t const end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}
std::string between(std::string const& text, std::string_view begin, std::string_view end) {
  std::size_t const from = text.find(begin);
  if (from == std::string::npos) return {};
  std::size_t const first = from + begin.size();
  return text.substr(first, text.find(end, first) - first);
}
/// Whose symbols there are.
std::vector<std::string> identifiers_in(std::string const& latex) {
  std::vector<std::string> found = split(latex, "\\htmlData{value=");
  found.erase(found.begin());
  for (std::string& each : found) each.resize(each.find('}'));
  return found;
}

json line_of(std::string const& latex) { return {{"value", first_identifier(latex)}, {"latex", latex}}; }

/// The parts of a derivation, which is a text of paragraphs, with its lines one by one.
json parts_of(std::string const& derivation) {
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
std::string aligned(std::vector<std::string> lines) {
  std::string text;
  for (std::string& line : lines) {
    std::size_t const at = line.find(" = ");
    if (at != std::string::npos) line.replace(at, 3, " &= ");
    text += (text.empty() ? "" : " \\\\\n") + line;
  }
  return lines.size() == 1 ? replaced(text, " &= ", " = ") : "\\begin{aligned}\n" + text + "\n\\end{aligned}";
}
/// Of the forward part: what the network computes, and the loss.
json formula_of(json const& parts) {
  std::vector<std::string> network;
  std::string loss;
  for (json const& part : parts)
    if (part["title"] == "Forward")
      for (json const& line : part["lines"])
        line["value"] == "L" ? static_cast<void>(loss = line["latex"]) : network.push_back(line["latex"]);
  return {{"network", aligned(network)}, {"loss", loss}};
}

// ---- plan and memory --------------------------------------------------------------------------------------------------

json places_of(show::plan_view const& plan, tl::plan::place const* places, std::uint32_t count) {
  json all = json::array();
  for (std::uint32_t i = 0; i < count; ++i)
    all.push_back(written([&](show::text_sink& sink) { show::put_place(plan.formulas, places[i], sink); }));
  return all;
}

/// The plan, and the values with the buffers that they lie in.
json plan_of(show::plan_view const& plan, show::lifetimes_view const& lifetimes, std::vector<computed> const& nodes,
             std::vector<value> const& values, json& values_with_buffers) {
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

json memory_of(tl::memory_bytes const& memory) {
  return {{"parameters", memory.parameters},
          {"state", memory.state},
          {"workspace", memory.workspace},
          {"hyperparameters", memory.hyperparameters},
          {"total", memory.total()}};
}

}  // namespace

std::string first_identifier(std::string const& latex) { return between(latex, "\\htmlData{value=", "}"); }

std::vector<std::uint64_t> identities(tl::graph::view const& g) {
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

void write(description const& of, std::string const& name, std::string const& source_path, std::string const& folder) {
  std::string const source = text_of_file(source_path);
  json layers = json::array(), leaves = json::array(), states = json::array(), boards = json::array(),
       values = json::array();
  for (std::size_t l = 0; l < of.leaves.size(); ++l) {
    leaf const& each = of.leaves[l];
    leaves.push_back({{"name", each.name},
                      {"kind", each.name.substr(each.name.rfind('.') + 1)},
                      {"rows", each.shape.rows},
                      {"columns", each.shape.columns},
                      {"trained", each.is_trained}});
    if (each.begins_layer)
      layers.push_back(
          {{"name", layer_of(each.name)}, {"kind", each.kind_of_layer}, {"frozen", true}, {"leaves", json::array()}});
    layers.back()["leaves"].push_back(l);
    if (each.is_trained) layers.back()["frozen"] = false;
  }
  for (state const& each : of.states) states.push_back({{"leaf", each.leaf}, {"bytes", each.bytes}});
  for (board const& each : of.boards)
    boards.push_back({{"name", each.name},
                      {"core", each.core.name},
                      {"computes", each.core.computes(sizeof(float))},
                      {"memory", memory_of(each.memory)},
                      {"steps", each.steps}});
  for (std::string const& id : identifiers_in(of.derivation))
    if (std::none_of(of.values.begin(), of.values.end(), [&](value const& each) { return each.id == id; }))
      throw std::runtime_error("no value belongs to the symbol " + id);
  if (of.memory.total() != of.storage_bytes) throw std::runtime_error("compile this for SSE2");

  json const parts = parts_of(of.derivation);
  json const plan = plan_of(of.plan, of.lifetimes, of.nodes, of.values, values);
  json const all{
      {"module", name},
      {"mask", of.mask},
      {"layers", layers},
      {"leaves", leaves},
      {"code", marked_part(source, "program") + "\n" + marked_part(source, "mask " + std::to_string(of.mask))},
      {"formula", formula_of(parts)},
      {"derivation", parts},
      {"values", values},
      {"plan", plan},
      {"memory", memory_of(of.memory)},
      {"optimizer_state", states},
      {"boards", boards},
      {"c99", of.c99}};
  std::ofstream file(folder + '/' + name + '.' + std::to_string(of.mask) + ".js");
  file << "playground.description(\"" << name << "\", " << of.mask << ", " << all.dump() << ");\n";
  if (!file.flush()) throw std::runtime_error("cannot write into " + folder);
}

}  // namespace playground
