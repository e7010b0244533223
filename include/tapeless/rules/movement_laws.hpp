// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"

/// Laws of transposes, repetitions and other movements. Movements are exact: nothing here changes a number.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// (xᵀ)ᵀ → x; sᵀ → s for a scalar.
template <class B>
constexpr id double_transpose(B& b, id x) {
  if (b[x].shape.is_scalar()) return x;
  return is(b, x, op::transpose) ? b[x].a : none;
}
/// What is moved to where it is.
template <class B>
constexpr id movement_in_place(B const& b, node const& n) {
  return same_matrix(b[n.a].shape, n.shape) ? n.a : none;
}
/// (AB)ᵀ → BᵀAᵀ.
template <class B>
constexpr id transpose_of_product(B& b, id x) {
  if (!is(b, x, op::product)) return none;
  node const n = b[x];
  return b.product(n.b, !n.right_transposed, n.a, !n.left_transposed);
}
/// diag(v)ᵀ → diag(v); a repeated row becomes a repeated column, and a repeated scalar stays one.
template <class B>
constexpr id transpose_of_repeated(B& b, id x) {
  extents const shape = b[x].shape.transposed();
  if (is(b, x, op::diagonal_matrix)) return x;
  if (is(b, x, op::repeat)) return b.repeat(b.apply(op::transpose, b[x].a), shape);
  return is(b, x, op::broadcast) && b[b[x].a].shape.is_scalar() ? b.broadcast(b[x].a, shape) : none;
}

/// What a transpose costs nothing of: a transpose, a scalar, what is repeated.
template <class B>
constexpr bool transposes_freely(B const& b, id x) {
  return b[x].shape.is_scalar() || is(b, x, op::transpose) || is(b, x, op::repeat) || is(b, x, op::diagonal_matrix);
}
/// (Aᵀ ⊙ B)ᵀ → A ⊙ Bᵀ for every element-wise ⊙ of which one matrix is free to transpose; then there is one transpose
/// left at most.
template <class B>
constexpr id transpose_of_elementwise(B& b, id x) {
  node n = b[x];
  if (!is_elementwise_binary(n.code) || b[n.a].shape.is_vector() || n.shape.rows == 1) return none;
  bool const scalar = b[n.a].shape.is_scalar() || b[n.b].shape.is_scalar();
  if (scalar || (!transposes_freely(b, n.a) && !transposes_freely(b, n.b))) return none;
  n.a = b.apply(op::transpose, n.a);
  n.b = b.apply(op::transpose, n.b);
  return b.build(n);
}
template <class B>
constexpr id simpler_transpose(B& b, id x) {
  if (id const r = double_transpose(b, x); r != none) return r;
  if (id const r = transpose_of_product(b, x); r != none) return r;
  if (id const r = transpose_of_repeated(b, x); r != none) return r;
  return transpose_of_elementwise(b, x);
}

/// f(repeat(v)) → repeat(f(v)): computed once for each element of v.
template <class B>
constexpr id repeat_moves_outwards(B& b, node n) {
  if (!is(b, n.a, op::repeat)) return none;
  extents const shape = b[n.a].shape;
  n.a = b[n.a].a;
  return b.repeat(b.build(n), shape);
}
/// f(repeat(v), repeat(w)) → repeat(f(v, w)) where v and w have one shape or one is a scalar.
template <class B>
constexpr id repeats_move_outwards(B& b, node n) {
  bool const left = is(b, n.a, op::repeat);
  bool const right = is(b, n.b, op::repeat);
  if (!left && !right) return none;
  extents const shape = shape::elementwise(b[n.a].shape, b[n.b].shape);
  if (left) n.a = b[n.a].a;
  if (right) n.b = b[n.b].a;
  bool const agree = same_matrix(b[n.a].shape, b[n.b].shape);
  if (!(left && right && agree) && !(left && b[n.b].shape.is_scalar()) && !(right && b[n.a].shape.is_scalar()))
    return none;
  return b.repeat(b.build(n), shape);
}

/// A slice of a slice is a slice; a reshape of a reshape a reshape.
template <class B>
constexpr id movement_of_movement(B& b, node n) {
  if (!is(b, n.a, n.code) || (n.code != op::slice && n.code != op::reshape)) return none;
  node const inner = b[n.a];
  n.a = inner.a;
  if (n.code == op::slice) n.detail = offset_detail(n.row() + inner.row(), n.column() + inner.column());
  return b.build(n);
}
/// A slice of what was put there by a pad is that.
template <class B>
constexpr id slice_of_pad(B const& b, node const& n) {
  if (n.code != op::slice || !is(b, n.a, op::pad)) return none;
  node const inner = b[n.a];
  bool const same_block = inner.row() == n.row() && inner.column() == n.column();
  return same_block && same_matrix(b[inner.a].shape, n.shape) ? inner.a : none;
}
/// Whether the rows (of axis 0, else columns) from `from` on are, in all that x was put together of, whole parts: then
/// nothing is left of a slice that takes them. (Of a slice of a matrix there would be one for each column.)
template <class B>
constexpr bool is_made_of_parts(B const& b, id x, std::uint32_t axis, std::uint32_t from, std::uint32_t count) {
  node const& n = b[x];
  if (n.code != op::concatenate) return from == 0 && count == (axis == 0 ? n.shape.rows : n.shape.columns);
  if (n.axis() != axis)
    return is_made_of_parts(b, n.a, axis, from, count) && is_made_of_parts(b, n.b, axis, from, count);
  std::uint32_t const border = axis == 0 ? b[n.a].shape.rows : b[n.a].shape.columns;
  if (from >= border) return is_made_of_parts(b, n.b, axis, from - border, count);
  return from + count <= border && is_made_of_parts(b, n.a, axis, from, count);
}
/// A slice across all of two that stand beside each other: one of each, beside each other.
template <class B>
constexpr id slices_beside_each_other(B& b, node const& n, node const& both) {
  bool const above = both.axis() == 0;
  auto const part = [&](id of) {
    extents const from = b[of].shape;
    return b.slice(of, above ? 0 : n.row(), above ? n.column() : 0,
                   {above ? from.rows : n.shape.rows, above ? n.shape.columns : from.columns, from.batch});
  };
  id const first = part(both.a);
  id const second = part(both.b);
  return b.concatenate(first, second, both.axis());
}
/// A slice of one of two that stand beside each other is one of that.
template <class B>
constexpr id slice_of_concatenation(B& b, node n) {
  if (n.code != op::slice || !is(b, n.a, op::concatenate)) return none;
  node const both = b[n.a];
  extents const first = b[both.a].shape;
  bool const above = both.axis() == 0;
  std::uint32_t const border = above ? first.rows : first.columns;
  std::uint32_t const from = above ? n.row() : n.column();
  std::uint32_t const to = from + (above ? n.shape.rows : n.shape.columns);
  if (from == 0 && to == (above ? both.shape.rows : both.shape.columns)) {
    bool const vanishes = above ? is_made_of_parts(b, n.a, 1, n.column(), n.shape.columns)
                                : is_made_of_parts(b, n.a, 0, n.row(), n.shape.rows);
    return vanishes ? slices_beside_each_other(b, n, both) : none;
  }
  if (from < border && to > border) return none;
  n.a = from < border ? both.a : both.b;
  if (from >= border)
    n.detail = above ? offset_detail(from - border, n.column()) : offset_detail(n.row(), from - border);
  return b.slice(n.a, n.row(), n.column(), n.shape.with_batch(b[n.a].shape.batch));
}
/// A vector reshaped to a row is its transpose.
template <class B>
constexpr id reshaped_vector(B& b, node const& n) {
  if (n.code != op::reshape || !same_matrix(b[n.a].shape, n.shape.transposed())) return none;
  return n.shape.rows == 1 || n.shape.columns == 1 ? b.apply(op::transpose, n.a) : none;
}
/// Equal elements are equal wherever they are taken to; only a pad puts zeros beside them.
template <class B>
constexpr id movement_of_equal_elements(B& b, node const& n) {
  if (n.code == op::pad || !is(b, n.a, op::broadcast)) return none;
  node const equal = b[n.a];
  return b[equal.a].shape.is_scalar() ? b.broadcast(equal.a, n.shape.with_batch(equal.shape.batch)) : none;
}
/// Two blocks in zeros, the first above the second: one block, as the parts of a vector are each other's neighbours.
template <class B>
constexpr id sum_of_neighbours(B& b, node const& first, node const& second) {
  extents const above = b[first.a].shape;
  bool const adjoin = first.column() == second.column() && above.columns == b[second.a].shape.columns &&
                      first.row() + above.rows == second.row() && above.batch == b[second.a].shape.batch;
  return adjoin ? b.pad(b.concatenate(first.a, second.a, 0), first.row(), first.column(), first.shape) : none;
}
/// Blocks at one place in zeros are added before; neighbours are put together.
template <class B>
constexpr id sum_of_pads(B& b, id x, id y) {
  if (!is(b, x, op::pad) || !is(b, y, op::pad)) return none;
  node const first = b[x];
  node const second = b[y];
  bool const one_place = first.detail == second.detail && same_matrix(b[first.a].shape, b[second.a].shape);
  if (one_place) return b.pad(b.apply(op::add, first.a, second.a), first.row(), first.column(), first.shape);
  if (id const r = sum_of_neighbours(b, first, second); r != none) return r;
  return sum_of_neighbours(b, second, first);
}
template <class B>
constexpr id simpler_movement(B& b, node const& n) {
  if (id const r = movement_in_place(b, n); r != none) return r;
  if (id const r = movement_of_equal_elements(b, n); r != none) return r;
  if (id const r = movement_of_movement(b, n); r != none) return r;
  if (id const r = slice_of_pad(b, n); r != none) return r;
  if (id const r = slice_of_concatenation(b, n); r != none) return r;
  return reshaped_vector(b, n);
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
