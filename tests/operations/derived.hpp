// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "program_outputs.hpp"
#include "simplified.hpp"

namespace operations {

/// Where an operand moves in two directions, the first one.
constexpr tl::name first_direction_of(tl::name const& operand) { return {"e", operand.view()}; }

template <class B>
std::vector<id> operand_leaves(B& b, row const& of) {
  std::vector<id> leaves;
  for (operand const& each : of.operands)
    leaves.push_back(b.leaf(tl::leaf_kind::parameter, each.identifier, each.shape));
  return leaves;
}
inline id root_of(tl::graph::plain_builder& b, row const& of) { return of.as_written(b); }
inline id root_of(tl::rules::simplifier& b, row const& of) {
  return of.with_laws != nullptr ? of.with_laws(b) : simplified(b, of.as_written);
}

/// A row's graph with all its first derivatives, forward and in reverse, and all its second ones, in the four orders of
/// the two.
template <class B>
struct derived {
  using pairs = std::vector<std::vector<id>>;
  B b{};
  std::vector<id> operands;
  id root;
  std::vector<id> adjoint{};     ///< of Σ u ⊙ f by operand k
  std::vector<id> tangent{};     ///< of f by operand k, along vₖ
  pairs forward_over_reverse{};  ///< (k, l): of adjoint k, along vₗ
  pairs reverse_over_reverse{};  ///< (k, l): of Σ wₖ ⊙ adjoint k, by operand l
  pairs forward_over_forward{};  ///< (k, l): Σ u ⊙ of f, along wₖ, then along vₗ
  pairs reverse_over_forward{};  ///< (k, l): of Σ u ⊙ (f along wₖ), by operand l

  explicit derived(row const& of) : operands(operand_leaves(b, of)), root(root_of(b, of)) {
    for (std::size_t k = 0; k < operands.size(); ++k) {
      adjoint.push_back(tl::diff::adjoint_of(b, weighed(b, root), operands[k]));
      tangent.push_back(tl::diff::tangent_of(b, root, operands[k], direction(k)));
    }
    for (std::size_t k = 0; k < operands.size(); ++k) derive_again(k);
  }

private:
  tl::name operand_name(std::size_t k) const { return b.leaves[b[operands[k]].leaf].identifier; }
  id direction(std::size_t k) {
    return b.leaf(tl::leaf_kind::parameter, direction_of(operand_name(k)), b[operands[k]].shape);
  }
  void derive_again(std::size_t k) {
    id const first = b.leaf(tl::leaf_kind::parameter, first_direction_of(operand_name(k)), b[operands[k]].shape);
    id const weighed_adjoint = b.apply(op::sum, b.apply(op::multiply, adjoint[k], first));
    id const weighed_tangent = weighed(b, tl::diff::tangent_of(b, root, operands[k], first));
    std::vector<id> made[4];
    for (std::size_t l = 0; l < operands.size(); ++l) {
      made[0].push_back(tl::diff::tangent_of(b, adjoint[k], operands[l], direction(l)));
      made[1].push_back(tl::diff::adjoint_of(b, weighed_adjoint, operands[l]));
      made[2].push_back(tl::diff::tangent_of(b, weighed_tangent, operands[l], direction(l)));
      made[3].push_back(tl::diff::adjoint_of(b, weighed_tangent, operands[l]));
    }
    forward_over_reverse.push_back(made[0]);
    reverse_over_reverse.push_back(made[1]);
    forward_over_forward.push_back(made[2]);
    reverse_over_forward.push_back(made[3]);
  }
};

}  // namespace operations
