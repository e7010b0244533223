// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/derivation/layers.hpp"
#include "tapeless/show/derivation/source.hpp"
#include "tapeless/show/notation/walker.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Reads the outputs of a `derivation_source` and gives the names of a textbook: z and a to the layers of a network, ŷ
/// to probabilities, δ to the adjoint of a z, ∂L/∂v to an adjoint that is used more than once, t₁, t₂, … to other
/// values that are. A user's names stay. δ may be a value of the forward part as well (the error z − y of a squared
/// error); hence two tables of names.
template <std::uint32_t Capacity>
class derivation_outline {
public:
  constexpr explicit derivation_outline(graph::view const& whole_graph)
      : formulas(whole_graph), parts(whole_graph), layers(whole_graph, parts.is_forward) {
    name_users();
    name_probabilities();
    name_layers();
    count_uses();
    name_repeated();
    name_deltas();
  }

  graph::view formulas;
  derivation_parts<Capacity> parts;
  layer_finder<Capacity> layers;
  std::array<label, Capacity> forward_names{};
  std::array<label, Capacity> backward_names{};
  std::array<bool, Capacity> is_delta{};  ///< of some layer

  /// The adjoint of layer k's pre-activation, where the parts.gradients need it, else none.
  constexpr id delta(std::uint32_t k) const {
    id const w = parts.adjoint_of[layers.found[k].pre_activation];
    return w != none && parts.is_needed[w] ? w : none;
  }

private:
  /// Atoms and repeated atoms print as they are.
  constexpr bool can_have_name(id v) const {
    while (formulas[v].code == op::broadcast) v = formulas[v].a;
    return !is_atom(formulas[v].code);
  }
  constexpr void give(id v, naming how, std::uint32_t number) {
    if (can_have_name(v) && forward_names[v].how == naming::in_place && v != parts.loss)
      forward_names[v] = {how, number};
  }
  /// A name with a dot is a layer's, not of a user's choice: the layer has its z and a. Random numbers have theirs, by
  /// which readers tell the streams apart.
  constexpr void name_users() {
    for (std::uint32_t i = 0; i < formulas.name_count; ++i) {
      std::string_view const name = formulas.names[i].identifier.view();
      bool const is_of_a_layer = position_of('.', name) != std::string_view::npos;
      id const v = formulas.names[i].node;
      bool const is_wanted = !is_of_a_layer || formulas[v].code == op::random;
      if (is_wanted && is_unique_name(formulas, i)) give(v, naming::users, i);
    }
  }
  constexpr void name_probabilities() {
    bool is_anonymous_taken = false;
    for (id v = 0; v < formulas.node_count; ++v) {
      node const& here = formulas[v];
      if (here.code != op::softmax_cross_entropy && here.code != op::logistic_loss) continue;
      op const function = here.code == op::logistic_loss ? op::sigmoid : op::softmax;
      id const p = application_of(formulas, function, here.a);
      if (p == none || !parts.is_probability[p]) continue;
      node const& truth = formulas[here.b];
      bool const has_letter =
          truth.code == op::leaf && symbol(formulas.leaves[truth.leaf].identifier.view()).is_letter_core();
      if (!has_letter && is_anonymous_taken) continue;
      is_anonymous_taken = is_anonymous_taken || !has_letter;
      give(p, naming::prediction, has_letter ? truth.leaf : none);
    }
  }
  constexpr void name_layers() {
    for (std::uint32_t k = 0; k < layers.count; ++k) give(layers.found[k].pre_activation, naming::pre_activation, k);
    std::array<bool, Capacity> done{};
    auto const activation = [&](id candidate) {
      std::uint32_t const ordinal = layers.highest[candidate];
      if (ordinal == none || done[ordinal] || forward_names[candidate].how != naming::in_place) return;
      give(candidate, naming::activation, ordinal);
      done[ordinal] = true;
    };
    for (id v = 0; v < formulas.node_count; ++v)
      if (id const from = parts.is_forward[v] ? layers.layer_input(v) : none; from != none) activation(from);
    for (std::uint32_t i = 0; i < formulas.name_count; ++i)
      if (parts.is_forward[formulas.names[i].node]) activation(formulas.names[i].node);
    for (id v = 0; v < formulas.node_count; ++v)
      if (parts.is_forward[v] && is_activation(formulas[v])) activation(v);
  }
  /// A function of a z alone.
  constexpr bool is_activation(node const& here) const {
    return is_named_function(here.code) && forward_names[here.a].how == naming::pre_activation;
  }

  constexpr bool is_shown(id v) const { return parts.is_forward[v] || parts.is_needed[v]; }
  /// A δ that is a value of the forward part, too, is written there as what it is.
  constexpr void count_uses() {
    for (std::uint32_t k = 0; k < layers.count; ++k)
      if (id const w = delta(k); w != none) is_delta[w] = true;
    for (std::uint32_t g = 0; g < parts.gradient_count; ++g)
      if (!is_delta[parts.gradients[g].value]) ++uses[parts.gradients[g].value];
    for (id v = formulas.node_count; v-- > 0;) {
      node const& here = formulas[v];
      std::uint32_t const times = here.code == op::broadcast ? uses[v] : 1;
      for (std::uint32_t i = 0; is_shown(v) && i < graph::operand_count(here); ++i) {
        id const x = graph::operand(here, i);
        if (!is_delta[x] || parts.is_forward[v]) uses[x] += times;
      }
    }
  }
  constexpr void name_repeated() {
    std::array<std::uint32_t, Capacity> depth{};
    for (id v = 0; v < formulas.node_count; ++v) {
      node const& here = formulas[v];
      depth[v] = nesting_of(formulas, v, depth);
      bool const is_repeated = here.code != op::broadcast && uses[v] > 1;
      if (is_shown(v) && !is_short(v) && (is_repeated || depth[v] >= deepest_nesting)) name_one(v);
      if (forward_names[v].how != naming::in_place || is_delta[v]) depth[v] = 0;
    }
    backward_names = forward_names;
  }
  /// −v, v ⊙ v, 1 − v, 2v of a named v are repeated rather than named.
  constexpr bool is_short(id v) const {
    node const& here = formulas[v];
    auto const is_name = [&](id candidate) {
      return formulas[candidate].code == op::leaf || forward_names[candidate].how != naming::in_place;
    };
    bool const may_be = here.code == op::negate || here.code == op::square || here.code == op::add ||
                        here.code == op::subtract || here.code == op::multiply || here.code == op::divide;
    std::uint32_t names = 0;
    std::uint32_t constants = 0;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      names += is_name(graph::operand(here, i)) ? 1u : 0u;
      constants += formulas[graph::operand(here, i)].code == op::constant ? 1u : 0u;
    }
    return may_be && names == 1 && names + constants == graph::operand_count(here);
  }
  constexpr void name_one(id v) {
    if (!can_have_name(v) || forward_names[v].how != naming::in_place || v == parts.loss) return;
    id const of = parts.is_forward[v] ? none : primal_of(v);
    if (of != none) return give(v, naming::adjoint, of);
    give(v, naming::generated, ++last_generated);
  }
  /// A named value or a leaf asked for whose adjoint v is.
  constexpr id primal_of(id v) const {
    id with_number = none;
    for (id u = 0; u < formulas.node_count; ++u) {
      if (!parts.is_forward[u] || parts.adjoint_of[u] != v || forward_names[u].how == naming::in_place) continue;
      if (forward_names[u].how != naming::generated) return u;
      with_number = u;
    }
    if (with_number != none) return with_number;
    for (std::uint32_t g = 0; g < parts.gradient_count; ++g)
      if (parts.gradients[g].value == v && formulas[parts.gradients[g].of].code == op::leaf)
        return parts.gradients[g].of;
    return none;
  }
  /// From the last layer: where two layers share an adjoint it is the upper one's δ.
  constexpr void name_deltas() {
    for (std::uint32_t k = layers.count; k-- > 0;) {
      id const w = delta(k);
      if (w != none && can_have_name(w) && backward_names[w].how != naming::delta)
        backward_names[w] = {naming::delta, k};
    }
  }

  std::array<std::uint32_t, Capacity> uses{};
  std::uint32_t last_generated = 0;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
