// SPDX-License-Identifier: BSL-1.0
// A function of the generated C, called with vectors.
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/show/c/plan.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace generated_c {

/// The values of all leaves as they lie for C, and where the outputs go.
template <class Program>
struct c_call {
  using element = typename Program::element;
  static constexpr tapeless::graph::view graph =
      tapeless::graph::view_of(tapeless::rules::lowered<typename Program::source>);
  static constexpr std::uint32_t leaves = graph.leaf_count;
  static constexpr std::uint32_t outputs = graph.output_count;

  int samples = 1;
  std::vector<element> numbers[leaves + 1];
  std::vector<int> classes[leaves + 1];
  std::vector<element> results[outputs + 1];

  /// Room for the outputs of a full batch.
  c_call() {
    for (std::uint32_t o = 0; o < outputs; ++o) results[o].resize(graph[graph.outputs[o]].shape.total());
  }

  /// What the function returned; nothing useful where it has no range to check.
  int operator()(void* symbol) {
    return [&]<std::size_t... L, std::size_t... O>(std::index_sequence<L...>, std::index_sequence<O...>) {
      constexpr std::uint32_t first_sample = 0;
      if constexpr (graph.batch != 0 && numbers_samples()) {
        return call(symbol, samples, first_sample, argument<order[L]>()..., result<O>()...);
      } else if constexpr (graph.batch != 0) {
        return call(symbol, samples, argument<order[L]>()..., result<O>()...);
      } else if constexpr (numbers_samples()) {
        return call(symbol, first_sample, argument<order[L]>()..., result<O>()...);
      } else {
        return call(symbol, argument<order[L]>()..., result<O>()...);
      }
    }
    (std::make_index_sequence<leaves>{}, std::make_index_sequence<outputs>{});
  }

private:
  static constexpr bool numbers_samples() {
    for (std::uint32_t v = 0; v < graph.node_count; ++v)
      if (graph[v].code == tapeless::op::random && graph[v].value != 0) return true;
    return false;
  }
  /// The struct of a function's memory, which is one array.
  static constexpr std::uint32_t memory_elements =
      tapeless::show::c_tables<typename Program::source>::template plan_in<element>.workspace_elements;
  std::vector<element> memory = std::vector<element>(memory_elements);

  template <class... Arguments>
  int call(void* symbol, Arguments... arguments) {
    if constexpr (memory_elements != 0)
      return reinterpret_cast<int (*)(element*, Arguments...)>(symbol)(memory.data(), arguments...);
    else
      return reinterpret_cast<int (*)(Arguments...)>(symbol)(arguments...);
  }

  /// The leaves in the order of the arguments: kind by kind.
  static constexpr std::array<std::uint32_t, leaves + 1> order = [] {
    using tapeless::leaf_kind;
    std::array<std::uint32_t, leaves + 1> found{};
    std::uint32_t count = 0;
    for (leaf_kind const kind :
         {leaf_kind::input, leaf_kind::label, leaf_kind::scalar, leaf_kind::parameter, leaf_kind::state})
      for (std::uint32_t l = 0; l < leaves; ++l)
        if (graph.leaves[l].kind == kind) found[count++] = l;
    return found;
  }();

  template <std::uint32_t L>
  auto argument() {
    constexpr tapeless::leaf_kind kind = graph.leaves[L].kind;
    if constexpr (kind == tapeless::leaf_kind::label) {
      return static_cast<int const*>(classes[L].data());
    } else if constexpr (kind == tapeless::leaf_kind::scalar) {
      return element{numbers[L][0]};
    } else {
      return numbers[L].data();
    }
  }
  template <std::size_t O>
  element* result() {
    return results[O].data();
  }
};

}  // namespace generated_c
