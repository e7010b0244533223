// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/symbol.hpp"
#include "tapeless/show/notation/outline.hpp"

#include <array>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

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
  symbol const* leaf_symbols;
  symbol const* name_symbols;
  bool with_scope;  ///< leaves of two networks: their scopes are shown
  latex_letters letters;
  layer const* layers = nullptr;
  bool layers_numbered_by_leaves = false;
  bool marks_values = false;  ///< `\htmlData{value=…}{…}` stands around the symbol of a value
};

template <std::uint32_t Leaves, std::uint32_t Names>
class latex_context {
public:
  constexpr explicit latex_context(graph::view const& whole_graph) {
    std::array<bool, 128> taken{};
    for (std::uint32_t i = 0; i < Leaves + Names; ++i) {
      symbols[i] = symbol(i < Leaves ? whole_graph.leaves[i].identifier.view()
                                     : whole_graph.names[i - Leaves].identifier.view());
      take(symbols[i].core, taken);
    }
    with_scope = has_two_scopes();
    mark_look_alikes();
    letters.generated = free_letter(taken, "tuvw");
    letters.pre_activation = free_letter(taken, "zsu");
    letters.activation = free_letter(taken, "aho");
    letters.probability = free_letter(taken, "pq");
    letters.loss = free_letter(taken, "LJE");
    letters.samples = free_letter(taken, "nNB");
    letters.sample = free_letter(taken, "skr");
    letters.row = free_letter(taken, "iklm");
    letters.column = free_letter(taken, "jqr");
  }
  constexpr latex_context_view view() const { return {symbols.data(), symbols.data() + Leaves, with_scope, letters}; }

private:
  constexpr void mark_look_alikes() {
    std::array<std::uint64_t, Leaves + Names> seen{};
    for (std::uint32_t i = 0; i < Leaves + Names; ++i) {
      fingerprint sink;
      put_symbol(symbols[i], with_scope, {}, sink);
      seen[i] = sink.value;
      for (std::uint32_t k = 0; k < i; ++k)
        if (seen[k] == seen[i] && symbols[k].full != symbols[i].full)
          symbols[k].is_literal = symbols[i].is_literal = true;
    }
  }
  constexpr bool has_two_scopes() const {
    std::string_view first;
    for (std::uint32_t l = 0; l < Leaves; ++l) {
      std::string_view const scope = symbols[l].scope;
      if (scope.empty() || scope == first) continue;
      if (!first.empty()) return true;
      first = scope;
    }
    return false;
  }
  static constexpr void take(std::string_view core, std::array<bool, 128>& taken) {
    if (core.size() == 1 && is_letter(core[0])) taken[static_cast<std::size_t>(core[0])] = true;
  }
  /// The first candidate that is no name's core, which it takes; the last one where all are taken.
  static constexpr char free_letter(std::array<bool, 128>& taken, std::string_view candidates) {
    for (char const candidate : candidates) {
      if (taken[static_cast<std::size_t>(candidate)]) continue;
      taken[static_cast<std::size_t>(candidate)] = true;
      return candidate;
    }
    return candidates.back();
  }

  std::array<symbol, Leaves + Names> symbols{};
  bool with_scope = false;
  latex_letters letters{};
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
