// SPDX-License-Identifier: BSL-1.0
// Single operations, on whatever is there.
#pragma once

#include "random_layers.hpp"

namespace random_program {

class operations : public layers {
protected:
  constexpr explicit operations(std::uint32_t seed) : layers(seed) {}

  constexpr void grow() {
    std::uint32_t const v = any();
    switch (roll(21)) {
    case 0:
    case 1: return unary(v);
    case 2:
    case 3:
    case 4: return binary(v);
    case 5:
    case 6: return matrix_product(v);
    case 7: return row_product();
    case 8: return may_take_apart(v) && roll(2) == 0 ? movement(v) : reduction(v);
    case 9: return over_samples();
    case 10: return selection(v);
    case 11:
    case 12: return normalization();
    case 13: return of_a_user(v);
    case 14:
    case 15: return function(v);
    case 16: return by_chance(v);
    case 17: return standardization();
    default: return may_take_apart(v) ? movement(v) : unary(v);
    }
  }
  constexpr void unary(std::uint32_t v) {
    constexpr op codes[]{op::negate, op::exp,  op::square, op::absolute, op::sigmoid,       op::relu, op::softplus,
                         op::erf,    op::sign, op::tanh,   op::expm1,    op::sin,           op::cos,  op::atan,
                         op::asinh,  op::erfc, op::floor,  op::round,    op::stop_gradient, op::exp2, op::isfinite};
    constexpr op of_positive[]{op::log, op::log1p, op::log2, op::log10, op::sqrt, op::rsqrt, op::cbrt, op::acosh};
    constexpr op of_small[]{op::tan, op::asin, op::acos, op::atanh, op::sinh, op::cosh};
    if (roll(3) == 0) v = apply(op::tanh, v);
    if (roll(5) == 0) {
      op const code = roll.one_of(of_positive);
      return grown(apply(code, code == op::acosh ? apply(op::add, positive(v), constant(1)) : positive(v)));
    }
    if (roll(5) == 0)
      return grown(apply(roll.one_of(of_small), apply(op::multiply, constant(0.875), apply(op::tanh, v))));
    grown(apply(roll.one_of(codes), v));
  }
  /// What the language makes of several operations, written as there.
  constexpr void function(std::uint32_t v) {
    std::uint32_t const w = like(v);
    std::uint32_t const other = w == none ? v : w;
    switch (roll(6)) {
    case 0: return grown(apply(op::log, apply(op::sigmoid, v)));  // log_sigmoid
    case 1:                                                       // log1mexp
      return grown(apply(op::log, apply(op::subtract, constant(1), apply(op::exp, apply(op::negate, positive(v))))));
    case 2:  // logaddexp
      return grown(apply(op::log, apply(op::add, apply(op::exp, apply(op::tanh, v)), apply(op::exp, other))));
    case 3:  // hinge
      return grown(apply(op::relu, apply(op::subtract, constant(1), apply(op::multiply, v, other))));
    case 4: {  // huber
      std::uint32_t const difference = apply(op::subtract, v, constant(0.375));
      std::uint32_t const within = apply(op::minimum, apply(op::maximum, difference, constant(-0.5)), constant(0.5));
      std::uint32_t const half = apply(op::multiply, constant(0.5), within);
      return grown(apply(op::multiply, within, apply(op::subtract, difference, half)));
    }
    default: return deviation(v);
    }
  }
  /// The standard deviation of all elements.
  constexpr void deviation(std::uint32_t v) {
    if (!may_take_apart(v)) return;
    std::uint32_t const count = constant(shape(v).size());
    std::uint32_t const centred = apply(op::subtract, v, apply(op::divide, along(op::sum, tl::all_axes, v), count));
    grown(apply(op::divide, along(op::norm, tl::all_axes, centred), apply(op::sqrt, count)));
  }
  /// A function of one number or two that the language does not have.
  constexpr void of_a_user(std::uint32_t v) {
    std::uint32_t const other = roll(2) == 0 ? like(v) : none;
    std::uint32_t const made = other == none ? apply(op::unary_primitive, v) : apply(op::binary_primitive, v, other);
    if (roll(4) == 0) give_out(made);
    grown(made);
  }
  constexpr std::uint32_t positive(std::uint32_t v) { return apply(op::add, apply(op::square, v), constant(0.5)); }
  constexpr void binary(std::uint32_t v) {
    constexpr op codes[]{op::add,     op::subtract,      op::multiply,      op::maximum, op::minimum,
                         op::greater, op::logistic_loss, op::greater_equal, op::equal,   op::xmuly};
    std::uint32_t const other = roll(6) == 0 ? constant(0.25 * roll(9) - 1) : some([&](std::uint32_t e) {
      return tl::shape::elementwise_agree(shape(v), shape(e)) && fits(tl::shape::elementwise(shape(v), shape(e)));
    });
    if (other == none) return;
    constexpr op by_positive[]{op::divide, op::divide, op::divide, op::atan2,
                               op::hypot,  op::xlogy,  op::xdivy,  op::fmod};
    if (roll(5) == 0) return grown(apply(roll.one_of(by_positive), v, positive(other)));
    if (roll(12) == 0) return grown(apply(op::power, positive(v), apply(op::tanh, other)));
    grown(roll(2) == 0 ? apply(roll.one_of(codes), v, other) : apply(roll.one_of(codes), other, v));
  }
  constexpr void matrix_product(std::uint32_t v) {
    bool const tv = roll(2) == 0;
    bool const tw = roll(2) == 0;
    std::uint32_t const inner = tv ? shape(v).rows : shape(v).columns;
    std::uint32_t const other = some([&](std::uint32_t e) { return (tw ? shape(e).columns : shape(e).rows) == inner; });
    if (other == none) return;
    extents const made{tv ? shape(v).columns : shape(v).rows, tw ? shape(other).rows : shape(other).columns,
                       tl::shape::common_batch(shape(v), shape(other))};
    bool const known = !only_vectors || !made.is_batched() || (!shape(v).is_batched() && !tw);
    if (fits(made) && known && made.size() * inner <= 20000) grown(product(v, tv, other, tw));
  }
  /// vᵀ·M and what belongs to its one row, in place.
  constexpr void row_product() {
    std::uint32_t const m = some([&](std::uint32_t e) { return shape(e).columns > 1 && may_take_apart(e); });
    if (m == none) return;
    std::uint32_t const v = some(
        [&](std::uint32_t e) { return shape(e).is_vector() && shape(e).rows == shape(m).rows && may_take_apart(e); });
    if (v == none) return;
    std::uint32_t const made = product(v, true, m, false);
    std::uint32_t other = roll(2) == 0 ? along(op::sum, 0, m) : like(made);
    if (other == none) return grown(made);
    if (roll(2) == 0) other = apply(op::multiply, other, rate);
    grown(apply(roll(2) == 0 ? op::add : op::subtract, made, roll(2) == 0 ? apply(op::tanh, other) : other));
  }
  constexpr void reduction(std::uint32_t v) {
    constexpr op codes[]{op::sum, op::max, op::logsumexp, op::norm};
    constexpr op of_lines[]{op::cumsum, op::reverse_cumsum, op::cumprod, op::argmax};
    if (!may_take_apart(v)) return grown(along(op::sum, tl::all_axes, v));
    if (roll(3) == 0) return grown(along(roll.one_of(of_lines), roll(2), v));
    grown(along(roll.one_of(codes), some_axis(), v));
  }
  constexpr void over_samples() {
    std::uint32_t const v = some([&](std::uint32_t e) { return shape(e).is_batched(); });
    if (v == none) return;
    grown(roll(2) == 0 ? mean(v) : add({act::batch_sum, {.shape = shape(v).with_batch(0), .a = v}}));
  }
  constexpr void selection(std::uint32_t v) {
    std::uint32_t const other = like(v);
    std::uint32_t const condition =
        some([&](std::uint32_t e) { return tl::same_matrix(shape(v), shape(e)) || shape(e).is_scalar(); });
    if (other != none && condition != none) grown(apply(op::select, condition, v, other));
  }
  constexpr void normalization() {
    std::uint32_t const v = some([&](std::uint32_t e) { return shape(e).is_vector() || may_take_apart(e); });
    if (v == none) return;
    bool const line = shape(v).is_vector();
    std::uint32_t const other = like(v);
    std::uint32_t const which = roll(4);
    if (which >= 2 && other != none) {
      std::uint32_t const losses = apply(op::softmax_cross_entropy, v, other);
      if (line && which == 3) keep(apply(op::multiply, apply(op::softmax, v), other));
      return grown(losses);
    }
    bool const only_softmax = !may_take_apart(v);
    grown(along(which == 0 || only_softmax ? op::softmax : op::log_softmax, line ? tl::all_axes : roll(2), v));
  }
  constexpr void movement(std::uint32_t v) {
    extents const from = shape(v);
    switch (roll(10)) {
    case 0:
    case 1: return grown(apply(op::transpose, v));
    case 8: return grown(apply(roll(2) == 0 ? op::tril : op::triu, v));
    case 9: return roll(2) == 0 ? gathering(v) : system(v);
    case 2: return grown(apply(op::diagonal, v));
    case 3:
      return from.columns == 1 && from.rows <= 20 ? grown(apply(op::diagonal_matrix, v))
                                                  : grown(apply(op::transpose, v));
    case 4: {
      extents const to = roll(2) == 0 ? extents{from.size(), 1, from.batch} : extents{1, from.size(), from.batch};
      return grown(build({.code = op::reshape, .shape = to, .a = v}));
    }
    case 5: {
      std::uint32_t const row = roll(from.rows);
      std::uint32_t const column = roll(from.columns);
      extents const to{1 + roll(from.rows - row), 1 + roll(from.columns - column), from.batch};
      return grown(build({.code = op::slice, .shape = to, .a = v, .detail = tl::offset_detail(row, column)}));
    }
    case 6: return repetition(v);
    default: return concatenation(v);
    }
  }
  /// The rows of v, or the columns, with the numbers of the largest elements of something not longer.
  constexpr void gathering(std::uint32_t v) {
    std::uint32_t const axis = roll(2);
    auto const length = [axis](extents of) { return axis == 0 ? of.rows : of.columns; };
    std::uint32_t const other =
        some([&](std::uint32_t e) { return may_take_apart(e) && length(shape(e)) <= length(shape(v)); });
    if (other == none) return;
    std::uint32_t const found = along(op::argmax, axis, other);
    tl::graph::node const n{.code = op::gather, .a = v, .b = found, .detail = tl::axis_detail(axis)};
    if (fits(tl::graph::result_extents(n, shape(v), shape(found), {}))) grown(build(n));
  }
  /// tanh(M)·tanh(M)ᵀ/n + 1: symmetric, positive definite, and far from singular.
  constexpr std::uint32_t definite(std::uint32_t m) {
    extents const from = shape(m);
    std::uint32_t const bounded = apply(op::tanh, m);
    std::uint32_t const square =
        apply(op::multiply, constant(1.0 / from.columns), product(bounded, false, bounded, true));
    std::uint32_t const ones = add({act::repeat, {.shape = {from.rows, 1}, .a = constant(1)}});
    return apply(op::add, square, apply(op::diagonal_matrix, ones));
  }
  constexpr void system(std::uint32_t v) {
    if (shape(v).rows > 9) return grown(apply(op::tril, v));
    std::uint32_t const matrix = definite(v);
    std::uint32_t const other =
        some([&](std::uint32_t e) { return may_take_apart(e) && shape(e).rows == shape(v).rows; });
    if (other == none || roll(3) == 0) {
      constexpr op of_factors[]{op::determinant, op::logdet};
      return grown(roll(2) == 0 ? apply(op::cholesky, matrix) : apply(roll.one_of(of_factors), apply(op::lu, matrix)));
    }
    constexpr op triangular[]{op::solve_lower, op::solve_upper};
    grown(roll(2) == 0 ? apply(op::solve, apply(op::lu, matrix), other)
                       : apply(roll.one_of(triangular), matrix, other));
  }
  constexpr void repetition(std::uint32_t v) {
    extents const from = shape(v);
    if (from.rows != 1 && from.columns != 1) {
      extents const to{from.rows + roll(3), from.columns + 1, from.batch};
      return grown(build({.code = op::pad, .shape = to, .a = v, .detail = tl::offset_detail(0, roll(2))}));
    }
    extents const to{from.rows == 1 ? 1 + roll(rows) : from.rows, from.columns == 1 ? 1 + roll(columns) : from.columns,
                     from.batch};
    if (fits(to)) grown(add({act::repeat, {.shape = to, .a = v}}));
  }
  constexpr void concatenation(std::uint32_t v) {
    std::uint32_t const axis = roll(2);
    std::uint32_t const other = some([&](std::uint32_t e) {
      return may_take_apart(e) && (axis == 0 ? shape(e).columns == shape(v).columns : shape(e).rows == shape(v).rows);
    });
    if (other == none) return;
    tl::graph::node const both{.code = op::concatenate, .a = v, .b = other, .detail = tl::axis_detail(axis)};
    if (fits(tl::graph::result_extents(both, shape(v), shape(other), {}))) grown(build(both));
  }
};

}  // namespace random_program
