// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex_symbol.hpp"
#include "tapeless/show/outline.hpp"

#include <array>

namespace tapeless::inline TAPELESS_TARGET::show {

/// The letters that stand for what has no name of its own, none of them the name of a leaf.
struct latex_letters {
  char generated = 't';       ///< values used more than once
  char pre_activation = 'z';  ///< W·x + b
  char activation = 'a';
  char probability = 'p';
  char loss = 'L';
  char samples = 'n';  ///< their number
  char sample = 's';   ///< the index that runs over them
  char row = 'i';
  char column = 'j';
};

/// W·x + b of one layer: the node, and the leaf W.
struct layer {
  id pre_activation = none;
  std::uint32_t weight = none;
};

/// What a print-out in LaTeX knows of its names.
struct latex_context_view {
  bool const* is_literal_leaf;
  bool const* is_literal_name;
  bool with_scope;  ///< leaves of two networks: their scopes are shown
  latex_letters letters;
  layer const* layers = nullptr;
  bool layers_numbered_by_leaves = false;
};

template <std::uint32_t Leaves, std::uint32_t Names>
class latex_context {
public:
  constexpr explicit latex_context(graph::view const& whole_graph) : with_scope(has_two_scopes(whole_graph)) {
    std::array<std::uint64_t, Leaves + Names> seen{};
    for (std::uint32_t i = 0; i < Leaves + Names; ++i) {
      std::string_view const name = name_of(whole_graph, i);
      seen[i] = look_of(name);
      for (std::uint32_t k = 0; k < i; ++k)
        if (seen[k] == seen[i] && name_of(whole_graph, k) != name) is_literal[k] = is_literal[i] = true;
    }
    letters.generated = free_letter(whole_graph, "tuvw");
    letters.pre_activation = free_letter(whole_graph, "zsu");
    letters.activation = free_letter(whole_graph, "aho");
    letters.probability = free_letter(whole_graph, "pq");
    letters.loss = free_letter(whole_graph, "LJE");
    letters.samples = free_letter(whole_graph, "nNB");
    letters.sample = free_letter(whole_graph, "skr");
    letters.row = free_letter(whole_graph, "iklm");
    letters.column = free_letter(whole_graph, "jqr");
  }
  constexpr latex_context_view view() const {
    return {is_literal.data(), is_literal.data() + Leaves, with_scope, letters};
  }

private:
  static constexpr std::string_view name_of(graph::view const& graph, std::uint32_t i) {
    return i < Leaves ? graph.leaves[i].identifier.view() : graph.names[i - Leaves].identifier.view();
  }
  constexpr std::uint64_t look_of(std::string_view name) const {
    fingerprint sink;
    put_symbol(symbol(name), with_scope, {}, {}, sink);
    return sink.value;
  }
  static constexpr bool has_two_scopes(graph::view const& graph) {
    std::string_view first;
    for (std::uint32_t l = 0; l < Leaves; ++l) {
      std::string_view const scope = symbol(graph.leaves[l].identifier.view()).scope;
      if (scope.empty() || scope == first) continue;
      if (!first.empty()) return true;
      first = scope;
    }
    return false;
  }
  /// The first candidate that no name begins with as its core; the last one where all are taken.
  static constexpr char free_letter(graph::view const& graph, std::string_view candidates) {
    for (char const candidate : candidates) {
      bool taken = false;
      for (std::uint32_t i = 0; i < Leaves + Names; ++i)
        taken = taken || symbol(name_of(graph, i)).core == std::string_view(&candidate, 1);
      if (!taken) return candidate;
    }
    return candidates.back();
  }

  std::array<bool, Leaves + Names> is_literal{};
  bool with_scope;
  latex_letters letters{};
};

}  // namespace tapeless::inline TAPELESS_TARGET::show
