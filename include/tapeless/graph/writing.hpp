// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/builder.hpp"

namespace tapeless::graph {

/// How operations are written, over the `build` of a builder.
template <class Builder>
class writing : public builder {
public:
  constexpr id apply(op code, id a, id b = none, id c = none) {
    return self().build({.code = code, .a = a, .b = b, .c = c});
  }

  /// op(A)·op(B), operands optionally transposed.
  constexpr id product(id a, bool a_transposed, id b, bool b_transposed) {
    return self().build(
        {.code = op::product, .left_transposed = a_transposed, .right_transposed = b_transposed, .a = a, .b = b});
  }
  /// Σ over the samples of op(A)·op(B).
  constexpr id batch_product_sum(id a, bool a_transposed, id b, bool b_transposed) {
    return self().build({.code = op::batch_product_sum,
                         .left_transposed = a_transposed,
                         .right_transposed = b_transposed,
                         .a = a,
                         .b = b});
  }
  /// A scalar, or a value without batch axis, repeated to `shape`; x itself where it has that shape.
  constexpr id broadcast(id x, extents shape) {
    if ((*this)[x].shape == shape) return x;
    return self().build({.code = op::broadcast, .shape = shape, .a = x});
  }
  /// Reductions and normalizations along an axis.
  constexpr id along(op code, std::uint32_t axis, id x) {
    return self().build({.code = code, .a = x, .detail = axis_detail(axis)});
  }
  /// A reduction's value, again in the shape of what was reduced. A scalar stays one: it combines with every shape.
  constexpr id repeat(id x, extents shape) {
    extents const from = (*this)[x].shape;
    if (from.is_scalar() || same_matrix(from, shape)) return x;
    return self().build({.code = op::repeat, .shape = shape, .a = x});
  }
  constexpr id reshape(id x, extents shape) { return self().build({.code = op::reshape, .shape = shape, .a = x}); }
  /// The block of the given shape whose first element is (row, column).
  constexpr id slice(id x, std::uint32_t row, std::uint32_t column, extents shape) {
    return self().build({.code = op::slice, .shape = shape, .a = x, .detail = offset_detail(row, column)});
  }
  /// x at (row, column) in a matrix of zeros.
  constexpr id pad(id x, std::uint32_t row, std::uint32_t column, extents shape) {
    return self().build({.code = op::pad, .shape = shape, .a = x, .detail = offset_detail(row, column)});
  }
  constexpr id concatenate(id a, id b, std::uint32_t axis) {
    return self().build({.code = op::concatenate, .a = a, .b = b, .detail = axis_detail(axis)});
  }

  /// An assignment, as an effect of what is lowered perhaps many times: the same value again changes nothing, and one
  /// that is made of a placeholder is a function's that is being differentiated.
  constexpr void keep(id target, id value) {
    std::uint32_t const ordinal = (*this)[target].leaf;
    if ((*this)[value].shape.is_batched())
      report({problem_kind::kept_value_of_a_batch, leaves[ordinal].identifier});
    else if (!is_assigned(ordinal, value) && !stands_on_a_placeholder(value))
      assign(target, value);
  }

private:
  constexpr bool is_assigned(std::uint32_t ordinal, id value) const {
    for (assigned_leaf const& other : assigns)
      if (other.leaf == ordinal && other.value == value) return true;
    return false;
  }
  constexpr bool stands_on_a_placeholder(id root) const {
    meta::list<bool> needed(root + 1, false);
    needed[root] = true;
    for (id v = root + 1; v-- > 0;) {
      if (!needed[v]) continue;
      node const& n = (*this)[v];
      if (n.code == op::leaf && leaves[n.leaf].kind == leaf_kind::placeholder) return true;
      for (std::uint32_t i = 0; i < operand_count(n); ++i) needed[operand(n, i)] = true;
    }
    return false;
  }
  constexpr Builder& self() { return static_cast<Builder&>(*this); }
};

}  // namespace tapeless::graph
