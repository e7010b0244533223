// SPDX-License-Identifier: BSL-1.0
// The operations on whole matrices, spelled out over numbers of any type. Written anew here: the library's own
// definitions are what is tested.
#pragma once

#include "recipe.hpp"

#include "tapeless/meta/list.hpp"

// What an oracle does not know compares unequal, or is drawn from anywhere.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace oracle {

/// One node for one sample: operands' elements come from `a`, `b`, `c`, column after column, the node's go to `to`.
/// `Functions` has the element-wise operations of the numbers.
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
    case op::argmax:
    case op::cumsum:
    case op::reverse_cumsum:
    case op::cumprod: return groups();
    case op::gather: return gather();
    case op::lu: return stand_for_matrix();
    case op::scatter_add: return scatter();
    case op::recurrence:
    case op::reverse_recurrence: return recurrence();
    case op::solve:
    case op::solve_transposed:
    case op::solve_lower:
    case op::solve_upper: return solve();
    case op::determinant:
    case op::logdet: return determinant();
    case op::cholesky: return cholesky();
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
    if (n.code == op::argmax) {
      std::uint32_t found = 0;
      for (std::uint32_t k = 1; k < count; ++k)
        if (Functions::number(a[first + k * step]) > Functions::number(a[first + found * step])) found = k;
      to[result] = Number(static_cast<double>(found));
      return;
    }
    if (n.code == op::cumsum || n.code == op::cumprod || n.code == op::reverse_cumsum) return scan(first, step, count);
    Number total = Functions::unary(op::exp, a[first]);
    for (std::uint32_t k = 1; k < count; ++k) total = total + Functions::unary(op::exp, a[first + k * step]);
    Number const log_total = Functions::unary(op::log, total);
    if (n.code == op::logsumexp) to[result] = log_total;
    for (std::uint32_t k = 0; k < count && n.code != op::logsumexp; ++k) {
      Number const& x = a[first + k * step];
      to[first + k * step] = n.code == op::softmax ? Functions::unary(op::exp, x) / total : x - log_total;
    }
  }
  constexpr void scan(std::uint32_t first, std::uint32_t step, std::uint32_t count) {
    bool const backwards = n.code == op::reverse_cumsum;
    auto const place_of = [&](std::uint32_t k) { return first + (backwards ? count - 1 - k : k) * step; };
    Number total = a[place_of(0)];
    to[place_of(0)] = total;
    for (std::uint32_t k = 1; k < count; ++k) {
      if (n.code == op::cumprod)
        total = total * a[place_of(k)];
      else
        total = total + a[place_of(k)];
      to[place_of(k)] = total;
    }
  }
  constexpr void gather() {
    for (std::uint32_t j = 0; j < n.shape.columns; ++j)
      for (std::uint32_t i = 0; i < n.shape.rows; ++i) {
        auto const number = static_cast<std::uint32_t>(Functions::number(b[n.axis() == 0 ? i : j]));
        to[j * n.shape.rows + i] = at(a, left, n.axis() == 0 ? number : i, n.axis() == 0 ? j : number);
      }
  }

  constexpr void scatter() {
    for (std::uint32_t e = 0; e < n.shape.size(); ++e) to[e] = Number(0.0);
    bool const rows = n.row() == 0;
    for (std::uint32_t j = 0; j < left.columns; ++j)
      for (std::uint32_t i = 0; i < left.rows; ++i) {
        auto const number = static_cast<std::uint32_t>(Functions::number(b[rows ? i : j]));
        Number& sum = to[(rows ? j : number) * n.shape.rows + (rows ? number : i)];
        sum = sum + at(a, left, i, j);
      }
  }
  constexpr void recurrence() {
    bool const down = n.axis() == 0 || (n.axis() == tl::all_axes && n.shape.columns == 1);
    bool const backwards = n.code == op::reverse_recurrence;
    std::uint32_t const step = down ? 1 : n.shape.rows;
    std::uint32_t const count = down ? n.shape.rows : n.shape.columns;
    for (std::uint32_t l = 0; l < (down ? n.shape.columns : n.shape.rows); ++l)
      for (std::uint32_t k = 0; k < count; ++k) {
        std::uint32_t const first = down ? l * n.shape.rows : l;
        std::uint32_t const here = first + (backwards ? count - 1 - k : k) * step;
        std::uint32_t const before = backwards ? here + step : here - step;
        to[here] = b[here];
        if (k != 0) to[here] = to[here] + a[backwards ? before : here] * to[before];
      }
  }

  /// What stands for the factors of A is A itself, beside zeros.
  constexpr void stand_for_matrix() {
    for (std::uint32_t j = 0; j < n.shape.columns; ++j)
      for (std::uint32_t i = 0; i < n.shape.rows; ++i) to[j * n.shape.rows + i] = at(a, left, i, j);
  }
  /// A⁻¹·B for a triangle of A or all of it, which needs no pivots: Gauss and Jordan.
  constexpr void solve() {
    std::uint32_t const size = left.rows;
    bool const lower = n.code == op::solve_lower;
    bool const upper = n.code == op::solve_upper;
    bool const transposed = n.code == op::solve_transposed;
    tl::meta::list<Number> m(size * size, Number(0.0));
    for (std::uint32_t j = 0; j < size; ++j)
      for (std::uint32_t i = 0; i < size; ++i)
        if (!(lower && i < j) && !(upper && i > j))
          m[j * size + i] = transposed ? at(a, left, j, i) : at(a, left, i, j);
    for (std::uint32_t e = 0; e < n.shape.size(); ++e) to[e] = b[e];
    for (std::uint32_t k = 0; k < size; ++k)
      for (std::uint32_t i = 0; i < size; ++i) {
        if (i == k) continue;
        Number const factor = m[k * size + i] / m[k * size + k];
        for (std::uint32_t j = k; j < size; ++j) m[j * size + i] = m[j * size + i] - factor * m[j * size + k];
        for (std::uint32_t j = 0; j < right.columns; ++j)
          to[j * size + i] = to[j * size + i] - factor * to[j * size + k];
      }
    for (std::uint32_t j = 0; j < right.columns; ++j)
      for (std::uint32_t i = 0; i < size; ++i) to[j * size + i] = to[j * size + i] / m[i * size + i];
  }
  /// Of a matrix that is positive definite.
  constexpr void determinant() {
    std::uint32_t const size = left.rows;
    tl::meta::list<Number> m(size * size, Number(0.0));
    for (std::uint32_t e = 0; e < size * size; ++e) m[e] = a[e];
    Number product = m[0];
    for (std::uint32_t k = 0; k + 1 < size; ++k) {
      for (std::uint32_t i = k + 1; i < size; ++i)
        for (std::uint32_t j = k + 1; j < size; ++j)
          m[j * size + i] = m[j * size + i] - m[k * size + i] / m[k * size + k] * m[j * size + k];
      product = product * m[(k + 1) * size + k + 1];
    }
    if (n.code == op::logdet) product = Functions::unary(op::log, product);
    to[0] = product;
  }
  constexpr void cholesky() {
    std::uint32_t const size = left.rows;
    for (std::uint32_t j = 0; j < size; ++j)
      for (std::uint32_t i = 0; i < size; ++i) {
        Number rest = Number(0.0);
        if (i >= j) rest = a[j * size + i];
        for (std::uint32_t k = 0; k < j && i >= j; ++k) rest = rest - to[k * size + i] * to[k * size + j];
        if (i == j)
          to[j * size + i] = Functions::unary(op::sqrt, rest);
        else if (i < j)
          to[j * size + i] = Number(0.0);
        else
          to[j * size + i] = rest / to[j * size + j];
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
    case op::tril: return j <= i ? at(a, left, i, j) : Number(0.0);
    case op::triu: return i <= j ? at(a, left, i, j) : Number(0.0);
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
