// SPDX-License-Identifier: BSL-1.0
// The operations on whole matrices, spelled out over numbers of any type. Written anew here: the library's own definitions are what is
// tested.
#pragma once

#include "recipe.hpp"

// What an oracle does not know compares unequal, or is drawn from anywhere.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace oracle {

/// One node for one sample: operands' elements come from `a`, `b`, `c`, column after column, the node's go to `to`. `Functions` has
/// the element-wise operations of the numbers.
template <class Functions, class Number>
class node_of {
public:
  template <class Graph>
  constexpr node_of(Graph const& of, id v, Number const* first, Number const* second, Number const* third,
                    Number* result)
      : n(of[v]),
        left(shape_of(of, n.a)),
        right(shape_of(of, n.b)),
        last(shape_of(of, n.c)),
        a(first),
        b(second),
        c(third),
        to(result) {}

  constexpr void compute() {
    if (n.code == op::constant)
      to[0] = Number(n.value);
    else if (tl::is_elementwise(n.code))
      elementwise();
    else
      of_matrices();
  }

private:
  template <class Graph>
  static constexpr extents shape_of(Graph const& of, id v) {
    return v == none ? extents{} : of[v].shape;
  }
  static constexpr std::uint32_t place(extents shape, std::uint32_t e) { return shape.is_scalar() ? 0 : e; }

  constexpr void elementwise() {
    for (std::uint32_t e = 0; e < n.shape.size(); ++e) {
      Number const& x = a[place(left, e)];
      if (n.c != none)
        to[e] = Functions::number(x) > 0 ? b[place(right, e)] : c[place(last, e)];
      else if (n.b != none)
        to[e] = Functions::binary(n.code, x, b[place(right, e)]);
      else
        to[e] = n.code == op::broadcast ? x : Functions::unary(n.code, x);
    }
  }

  constexpr void of_matrices() {
    switch (n.code) {
    case op::product: return product();
    case op::sum:
    case op::max:
    case op::norm:
    case op::logsumexp:
    case op::softmax:
    case op::log_softmax: return groups();
    case op::softmax_cross_entropy: return cross_entropy();
    default: return move();
    }
  }

  constexpr Number const& element(Number const* of, extents shape, bool transposed, std::uint32_t i,
                                  std::uint32_t j) const {
    return of[transposed ? i * shape.rows + j : j * shape.rows + i];
  }
  constexpr void product() {
    std::uint32_t const inner = n.left_transposed ? left.rows : left.columns;
    for (std::uint32_t j = 0; j < n.shape.columns; ++j)
      for (std::uint32_t i = 0; i < n.shape.rows; ++i) {
        Number total = element(a, left, n.left_transposed, i, 0) * element(b, right, n.right_transposed, 0, j);
        for (std::uint32_t k = 1; k < inner; ++k)
          total = total + element(a, left, n.left_transposed, i, k) * element(b, right, n.right_transposed, k, j);
        to[j * n.shape.rows + i] = total;
      }
  }

  /// Each column (axis 0), each row (axis 1), or all elements.
  constexpr void groups() {
    if (n.axis() == tl::all_axes) return group(0, 1, left.size(), 0);
    if (n.axis() == 0)
      for (std::uint32_t j = 0; j < left.columns; ++j) group(j * left.rows, 1, left.rows, j);
    else
      for (std::uint32_t i = 0; i < left.rows; ++i) group(i, left.rows, left.columns, i);
  }
  /// `count` elements from `first` on, `step` apart; a reduction's result goes to element `result`.
  constexpr void group(std::uint32_t first, std::uint32_t step, std::uint32_t count, std::uint32_t result) {
    if (n.code == op::sum || n.code == op::max) {
      to[result] = a[first];
      for (std::uint32_t k = 1; k < count; ++k)
        to[result] = Functions::binary(n.code == op::sum ? op::add : op::maximum, to[result], a[first + k * step]);
      return;
    }
    if (n.code == op::norm) {
      Number squares = a[first] * a[first];
      for (std::uint32_t k = 1; k < count; ++k) squares = squares + a[first + k * step] * a[first + k * step];
      to[result] = Functions::unary(op::sqrt, squares);
      return;
    }
    Number total = Functions::unary(op::exp, a[first]);
    for (std::uint32_t k = 1; k < count; ++k) total = total + Functions::unary(op::exp, a[first + k * step]);
    Number const log_total = Functions::unary(op::log, total);
    if (n.code == op::logsumexp) to[result] = log_total;
    for (std::uint32_t k = 0; k < count && n.code != op::logsumexp; ++k) {
      Number const& x = a[first + k * step];
      to[first + k * step] = n.code == op::softmax ? Functions::unary(op::exp, x) / total : x - log_total;
    }
  }
  /// Σ yᵢ·(log Σ e^z − zᵢ).
  constexpr void cross_entropy() {
    Number total = Functions::unary(op::exp, a[0]);
    for (std::uint32_t k = 1; k < left.size(); ++k) total = total + Functions::unary(op::exp, a[k]);
    Number const log_total = Functions::unary(op::log, total);
    to[0] = b[0] * (log_total - a[0]);
    for (std::uint32_t k = 1; k < left.size(); ++k) to[0] = to[0] + b[k] * (log_total - a[k]);
  }

  /// What only brings elements to other places.
  constexpr void move() {
    for (std::uint32_t j = 0; j < n.shape.columns; ++j)
      for (std::uint32_t i = 0; i < n.shape.rows; ++i) to[j * n.shape.rows + i] = source(i, j);
  }
  constexpr Number at(Number const* of, extents shape, std::uint32_t i, std::uint32_t j) const {
    return i < shape.rows && j < shape.columns ? of[j * shape.rows + i] : Number(0.0);
  }
  constexpr Number source(std::uint32_t i, std::uint32_t j) const {
    switch (n.code) {
    case op::transpose: return at(a, left, j, i);
    case op::reshape: {
      std::uint32_t const k = i * n.shape.columns + j;
      return at(a, left, k / left.columns, k % left.columns);
    }
    case op::slice: return at(a, left, i + n.row(), j + n.column());
    case op::pad: return i < n.row() || j < n.column() ? Number(0.0) : at(a, left, i - n.row(), j - n.column());
    case op::diagonal: return at(a, left, i, i);
    case op::diagonal_matrix: return i == j ? at(a, left, i, 0) : Number(0.0);
    case op::repeat: return at(a, left, left.rows == 1 ? 0 : i, left.columns == 1 ? 0 : j);
    default:  // concatenate
      if (i < left.rows && j < left.columns) return at(a, left, i, j);
      return n.axis() == 0 ? at(b, right, i - left.rows, j) : at(b, right, i, j - left.columns);
    }
  }

  node const& n;
  extents left, right, last;
  Number const* a;
  Number const* b;
  Number const* c;
  Number* to;
};

}  // namespace oracle
