// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/builder.hpp"

namespace tapeless::graph {

/// A builder without laws: the graph is what was written, equal subexpressions being one node. A program lowered with it has to compute
/// the same numbers as its simplified graph, up to rounding; that is how the tests check the laws.
class plain_builder : public builder {
public:
  /// op(A)·op(B), operands optionally transposed.
  constexpr id product(id a, bool a_transposed, id b, bool b_transposed) {
    return any_product(op::product, a, a_transposed, b, b_transposed);
  }
  /// Σ over the samples of op(A)·op(B).
  constexpr id batch_product_sum(id a, bool a_transposed, id b, bool b_transposed) {
    return any_product(op::batch_product_sum, a, a_transposed, b, b_transposed);
  }
  /// x repeated to `shape`; x itself where it has that shape.
  constexpr id broadcast(id x, extents shape) {
    if ((*this)[x].shape == shape) return x;
    return insert({.code = op::broadcast, .shape = shape, .a = x});
  }

private:
  constexpr id any_product(op code, id a, bool a_transposed, id b, bool b_transposed) {
    return insert({.code = code,
                   .left_transposed = a_transposed,
                   .right_transposed = b_transposed,
                   .shape = result_extents(code, a_transposed, b_transposed, (*this)[a].shape, (*this)[b].shape, {}),
                   .a = a,
                   .b = b});
  }
};

}  // namespace tapeless::graph
