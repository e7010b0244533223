// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

namespace oracle {

class dice {
public:
  constexpr explicit dice(std::uint32_t seed) : drawn_from(seed) {}
  /// One of 0 … n − 1.
  constexpr std::uint32_t operator()(std::uint32_t n) {
    return static_cast<std::uint32_t>(fraction(drawn_from, purpose::structure, ++rolls) * n);
  }

private:
  std::uint32_t drawn_from;
  std::uint32_t rolls = 0;
};

/// Writes a recipe at random, and applies an operation only where it is smooth for every element of every sample.
class author : public draft {
public:
  constexpr author(std::uint32_t seed, std::uint32_t attempt)
      : draft(seed, dice(~seed)(3) == 0 ? batch_samples : 0), roll(seed + (attempt << 24)) {
    std::uint32_t const wanted = recipe::least_nodes + roll(recipe::most_nodes - recipe::least_nodes + 1);
    plant(1 + roll(2 + wanted / 12));
    for (std::uint32_t i = 0; i < 6 * wanted && r.count + closing_nodes() < wanted; ++i) grow();
    closed = close();
  }

  constexpr bool acceptable() const { return closed && !has_loose_factors && draft::acceptable(); }

private:
  constexpr void plant(std::uint32_t count) {
    if (r.samples != 0) leaf(input_leaf);
    for (std::uint32_t i = 0; i < count; ++i) leaf(1 + roll(leaf_count - 1));
  }

  /// Something that nothing reads yet, or anything.
  constexpr id any() {
    id first = roll(r.count);
    if (roll(2) == 0)
      for (id i = 0; i < r.count; ++i)
        if (id const v = (first + i) % r.count; !is_used(v) && r[v].code != op::constant) return v;
    while (r[first].code == op::lu)
      --first;  // factors stand for a matrix, and only solutions and determinants know which
    return first;
  }
  template <class Fits>
  constexpr id some(Fits const& fits) {
    for (int attempt = 0; attempt < 16; ++attempt)
      if (id const v = any(); fits(v)) return v;
    return none;
  }
  constexpr id like(id v) {
    return some([&](id w) { return tl::same_matrix(shape(v), shape(w)); });
  }

  /// v, or a smooth function of it that stays between the bounds.
  constexpr id fit(id v, double low, double high) {
    auto const inside = [&](double x) { return x >= low && x <= high; };
    if (v == none || everywhere(v, inside)) return v;
    if (low > 0) {
      id const positive = apply(op::add, apply(op::square, v), constant(low + 0.5));
      if (positive != none && everywhere(positive, inside)) return positive;
    }
    // tanh′ is 1 − y², which for |x| = 8 has seven digits left
    bool const moderate = everywhere(v, [](double x) { return size_of(x) < 3; });
    id const bent = apply(moderate && roll(2) == 0 ? op::tanh : op::sin, v);
    id const scaled = apply(op::multiply, bent, constant((high - low) / 2));
    return apply(op::add, scaled, constant((high + low) / 2));
  }

  constexpr void grow() {
    switch (roll(18)) {
    case 16: gathering(); return;
    case 17: system(); return;
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5: unary(); return;
    case 6:
    case 7:
    case 8:
    case 9: binary(); return;
    case 10:
    case 11: product(); return;
    case 12: selection(); return;
    case 13: along_an_axis(); return;
    case 14: cross_entropy(); return;
    default: movement(); return;
    }
  }
  constexpr id unary() {
    unary_entry const& entry = unary_table[roll(std::size(unary_table))];
    id const v = fit(any(), entry.low, entry.high);
    if (v == none || !everywhere(v, [&](double x) { return is_smooth(entry.code, x); })) return none;
    return apply(entry.code, v);
  }
  constexpr id binary() {
    op const code = binary_table[roll(std::size(binary_table))];
    id v = any();
    id w = roll(4) == 0 ? constant(0.5 * (1 + roll(6)) * (roll(2) == 0 ? 1 : -1))
                        : some([&](id c) { return tl::shape::elementwise_agree(shape(v), shape(c)); });
    if (w == none) return none;
    if (roll(2) == 0) std::swap(v, w);
    v = fit(v, left_interval(code).low, left_interval(code).high);
    w = fit(w, right_interval(code).low, right_interval(code).high);
    if (v == none || w == none) return none;
    if (!everywhere(v, w, [&](double a, double b) { return is_smooth(code, a, b); })) return none;
    return apply(code, v, w);
  }
  constexpr id product() {
    id const v = any();
    bool const transpose_v = roll(2) == 0;
    bool const transpose_w = roll(2) == 0;
    std::uint32_t const inner = transpose_v ? shape(v).rows : shape(v).columns;
    id const w = some([&](id c) { return (transpose_w ? shape(c).columns : shape(c).rows) == inner; });
    if (w == none) return none;
    return add({.code = op::product, .left_transposed = transpose_v, .right_transposed = transpose_w, .a = v, .b = w});
  }
  constexpr id selection() {
    id const v = any();
    id const w = like(v);
    id const condition = some([&](id c) { return tl::same_matrix(shape(v), shape(c)) || shape(c).is_scalar(); });
    if (w == none || condition == none) return none;
    if (!everywhere(condition, [](double x) { return is_smooth(op::select, x); })) return none;
    return apply(op::select, condition, v, w);
  }
  constexpr id along_an_axis() {
    constexpr op codes[]{op::sum,         op::max,    op::norm,           op::logsumexp, op::softmax,
                         op::log_softmax, op::cumsum, op::reverse_cumsum, op::cumprod,   op::argmax};
    op const code = codes[roll(10)];
    bool const is_bounded = code == op::cumprod;
    id const v = fit(any(), is_bounded ? -2 : -6, is_bounded ? 2 : 6);
    if (v == none || ((code == op::max || code == op::argmax) && !has_clear_maxima(v))) return none;
    // far from the kink at 0: no norm is shorter than its shortest element
    if (code == op::norm && !everywhere(v, [](double x) { return size_of(x) > 0.2; })) return none;
    bool const in_any_order =
        code != op::argmax && code != op::cumsum && code != op::reverse_cumsum && code != op::cumprod;
    std::uint32_t const axis = roll(in_any_order || shape(v).columns == 1 ? 3 : 2);
    return add({.code = code, .a = v, .detail = tl::axis_detail(axis == 2 ? tl::all_axes : axis)});
  }
  /// No two elements of a sample are nearly equal.
  constexpr bool has_clear_maxima(id v) const {
    for (std::uint32_t s = 0; s < r.runs(); ++s)
      for (std::uint32_t e = 0; e < shape(v).size(); ++e)
        for (std::uint32_t f = 0; f < e; ++f)
          if (!is_smooth(op::max, value(v, s, e), value(v, s, f))) return false;
    return true;
  }
  constexpr id cross_entropy() {
    id const v = fit(any(), -6, 6);
    id const w = v == none ? none : like(v);
    return w == none ? none : apply(op::softmax_cross_entropy, v, w);
  }

  constexpr id movement() {
    id const v = any();
    extents const from = shape(v);
    switch (roll(9)) {
    case 8: return apply(roll(2) == 0 ? op::tril : op::triu, v);
    case 0: return apply(op::transpose, v);
    case 1: return apply(op::diagonal, v);
    case 2: return from.columns == 1 ? apply(op::diagonal_matrix, v) : none;
    case 3: {
      extents const to = roll(2) == 0 ? extents{from.size(), 1, from.batch} : extents{1, from.size(), from.batch};
      return add({.code = op::reshape, .shape = to, .a = v});
    }
    case 4: return block(v);
    case 5: {
      std::uint32_t const row = roll(2);
      std::uint32_t const column = roll(2);
      extents const to{from.rows + row + roll(2), from.columns + column + roll(2), from.batch};
      return add({.code = op::pad, .shape = to, .a = v, .detail = tl::offset_detail(row, column)});
    }
    case 6: return concatenation(v);
    default: return repetition(v);
    }
  }
  constexpr id block(id v) {
    std::uint32_t const row = roll(shape(v).rows);
    std::uint32_t const column = roll(shape(v).columns);
    extents const to{1 + roll(shape(v).rows - row), 1 + roll(shape(v).columns - column), shape(v).batch};
    return add({.code = op::slice, .shape = to, .a = v, .detail = tl::offset_detail(row, column)});
  }
  constexpr id concatenation(id v) {
    std::uint32_t const axis = roll(2);
    id const w =
        some([&](id c) { return axis == 0 ? shape(c).columns == shape(v).columns : shape(c).rows == shape(v).rows; });
    if (w == none) return none;
    return add({.code = op::concatenate, .a = v, .b = w, .detail = tl::axis_detail(axis)});
  }
  constexpr id repetition(id v) {
    extents const from = shape(v);
    std::uint32_t const times = 2 + roll(2);
    if (from.is_scalar()) return add({.code = op::broadcast, .shape = {times, 3, from.batch}, .a = v});
    if (from.rows == 1) return add({.code = op::repeat, .shape = {times, from.columns, from.batch}, .a = v});
    return from.columns == 1 ? add({.code = op::repeat, .shape = {from.rows, times, from.batch}, .a = v}) : none;
  }

  /// The rows, or the columns, with the numbers of the largest elements of something not longer.
  constexpr id gathering() {
    id const v = any();
    std::uint32_t const axis = roll(2);
    auto const length = [axis](extents of) { return axis == 0 ? of.rows : of.columns; };
    id const w = some([&](id c) { return length(shape(c)) <= length(shape(v)) && has_clear_maxima(c); });
    if (w == none) return none;
    id const found = add({.code = op::argmax, .a = w, .detail = tl::axis_detail(axis)});
    return found == none ? none : add({.code = op::gather, .a = v, .b = found, .detail = tl::axis_detail(axis)});
  }
  /// M·Mᵀ/4 + 1: symmetric, positive definite, and far from singular.
  constexpr id definite(id m) {
    if (m == none) return none;
    id const square = add({.code = op::product, .right_transposed = true, .a = m, .b = m});
    id const quarter = square == none ? none : apply(op::multiply, constant(0.25), square);
    id const one = quarter == none ? none : constant(1);
    id const column = one == none ? none : add({.code = op::broadcast, .shape = {shape(m).rows, 1}, .a = one});
    id const ones = apply(op::diagonal_matrix, column);
    return ones == none ? none : apply(op::add, quarter, ones);
  }
  constexpr id system() {
    if (r.count + 10 > recipe::most_nodes) return none;
    id const m = fit(some([&](id c) { return shape(c).rows == 2 || shape(c).rows == 3; }), -1.5, 1.5);
    id const matrix = definite(m);
    if (matrix == none) return none;
    std::uint32_t const size = shape(matrix).rows;
    id const other = fit(some([&](id c) { return shape(c).rows == size; }), -6, 6);
    if (roll(3) == 0) return apply(op::cholesky, matrix);
    if (roll(3) == 0 && other != none) return apply(roll(2) == 0 ? op::solve_lower : op::solve_upper, matrix, other);
    id const factors = apply(op::lu, matrix);
    id const made = roll(2) == 0 && other != none ? apply(op::solve, factors, other)
                                                  : apply(roll(2) == 0 ? op::determinant : op::logdet, factors);
    has_loose_factors = has_loose_factors || (factors != none && made == none);
    return made;
  }

  /// Whether all became one scalar.
  constexpr bool close() {
    id root = none;
    id const end = r.count;
    for (id v = 0; v < end; ++v) {
      if (is_used(v)) continue;
      id const term = shape(v).is_scalar() ? v : apply(roll(4) == 0 ? op::logsumexp : op::sum, v);
      if (term == none) return false;
      root = root == none ? term : apply(op::add, root, term);
      if (root == none) return false;
    }
    return root == r.root();
  }

  dice roll;
  bool closed = false;
  bool has_loose_factors = false;
};

/// The recipe of a seed below 2²⁴: the first acceptable one. Its gradient is not zero.
constexpr recipe recipe_of(std::uint32_t seed) {
  for (std::uint32_t attempt = 0;; ++attempt) {
    author const written(seed, attempt);
    if (written.acceptable()) return written.written();
  }
}

}  // namespace oracle
