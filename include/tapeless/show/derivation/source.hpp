// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/grad.hpp"
#include "tapeless/show/notation/outline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// All that a derivation tells, as outputs of one graph. After the loss come pairs in three groups, each group but the
/// last followed by the pair (loss, loss):
///
///     x, ∂L/∂x       for each x asked for, or for each parameter
///     v, ∂L/∂v       for each value v between the leaves and the loss
///     z, f(z)        the probabilities in a cross-entropy of logits z: softmax or σ, which the loss itself does not compute
template <auto const& Loss, auto const&... X>
struct derivation_source {
  template <class B>
  static constexpr void lower(B& b) {
    id const root = Loss.lower(b);
    meta::list<bool> const below = diff::nodes_below(b, root);
    b.output(root);
    if constexpr (sizeof...(X) == 0) {
      parameters(b, root, below);
    } else {
      (pair(b, X.lower(b), grad(Loss, X).lower(b)), ...);
    }
    pair(b, root, root);
    interior(b, root, below);
    pair(b, root, root);
    probabilities(b, root, below);
  }

private:
  template <class B>
  static constexpr void pair(B& b, id first, id second) {
    b.output(first);
    b.output(second);
  }
  /// In the order of their use.
  template <class B>
  static constexpr void parameters(B& b, id root, meta::list<bool> const& below) {
    meta::list<bool> done(root + 1, false);
    for (id v = 0; v <= root; ++v) {
      node const user = b[v];
      for (std::uint32_t i = 0; below[v] && i < graph::operand_count(user); ++i) {
        id const x = graph::operand(user, i);
        if (done[x] || b[x].code != op::leaf || b.leaves[b[x].leaf].kind != leaf_kind::parameter) continue;
        done[x] = true;
        pair(b, x, diff::adjoint_of(b, root, x));
      }
    }
  }
  template <class B>
  static constexpr void interior(B& b, id root, meta::list<bool> const& below) {
    (void)diff::adjoint_of(b, root, root);
    for (id v = 0; v < root; ++v) {
      id found = none;
      if (below[v] && b[v].code != op::leaf && b.swept_adjoint(root, v, found) && found != none) pair(b, v, found);
    }
  }
  template <class B>
  static constexpr void probabilities(B& b, id root, meta::list<bool> const& below) {
    for (id v = 0; v <= root; ++v) {
      node const here = b[v];
      if (!below[v] || (here.code != op::softmax_cross_entropy && here.code != op::logistic_loss)) continue;
      pair(b, here.a, b.apply(here.code == op::logistic_loss ? op::sigmoid : op::softmax, here.a));
    }
  }
};

struct derivative_pair {
  id of = none;
  id value = none;
};

/// The outputs of a `derivation_source`, read back from its graph.
template <std::uint32_t Capacity>
class derivation_parts {
public:
  constexpr explicit derivation_parts(graph::view const& whole_graph) : loss(whole_graph.outputs[0]) {
    for (id& each : adjoint_of) each = none;
    is_forward[loss] = true;
    std::uint32_t group = 0;
    for (std::uint32_t o = 1; o < whole_graph.output_count; o += 2) {
      derivative_pair const each{whole_graph.outputs[o], whole_graph.outputs[o + 1]};
      if (each.of == loss && each.value == loss)
        ++group;
      else
        sort_in(each, group);
    }
    mark_operands(whole_graph, is_forward);
    for (std::uint32_t g = 0; g < gradient_count; ++g) is_needed[gradients[g].value] = true;
    mark_operands(whole_graph, is_needed);
  }

  id loss;
  std::array<derivative_pair, Capacity> gradients{};  ///< those asked for
  std::uint32_t gradient_count = 0;
  std::array<id, Capacity> adjoint_of{};  ///< ∂L/∂v of the values between the leaves and the loss, else none
  std::array<bool, Capacity> is_probability{};
  std::array<bool, Capacity> is_forward{};  ///< the loss or a probability depends on it
  std::array<bool, Capacity> is_needed{};   ///< a gradient that is asked for depends on it

private:
  constexpr void sort_in(derivative_pair const& each, std::uint32_t group) {
    if (group == 0) gradients[gradient_count++] = each;
    if (group == 1) adjoint_of[each.of] = each.value;
    if (group == 2) is_forward[each.value] = is_probability[each.value] = true;
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
