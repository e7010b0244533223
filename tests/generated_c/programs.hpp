// SPDX-License-Identifier: BSL-1.0
// Programs that together hold every operation; written node by node, so that an operation added to the table is in them
// at once.
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/leaf.hpp"
#include "tapeless/rules/primitive.hpp"
#include "tapeless/run/program.hpp"

namespace generated_c {

namespace tl = tapeless;
using tl::extents;
using tl::leaf_kind;
using tl::op;
using tl::graph::id;

constexpr op next(op code) { return static_cast<op>(static_cast<std::uint8_t>(code) + 1); }
constexpr tl::name called(std::string_view text) { return tl::name(text); }

/// How many of the operations from `first` to `last` a program has not.
template <class Source>
constexpr std::uint32_t missing(op first, op last) {
  std::uint32_t count = 0;
  for (op code = first; code <= last; code = next(code)) {
    bool found = code == op::stop_gradient || code == op::broadcast;  // may vanish
    for (tl::graph::node const& each : tl::rules::lowered<Source>.nodes) found = found || each.code == code;
    count += found ? 0u : 1u;
  }
  return count;
}

inline constexpr std::uint32_t samples = 5;

/// Functions of the user's, defined for C in primitives.c.
struct bump {
  static constexpr std::string_view name = "bump";
  template <class T>
  static constexpr T value(T x) {
    return 1 / (1 + x * x);
  }
  template <class Term>
  static constexpr Term derivative(Term x, Term y) {
    return -2.0 * x * y * y;
  }
};
struct saddle {
  static constexpr std::string_view name = "saddle.point";
  template <class T>
  static constexpr T value(T a, T b) {
    return a * a - b * b;
  }
  template <class Term>
  static constexpr Term derivative_by_first(Term a, Term, Term) {
    return 2.0 * a;
  }
  template <class Term>
  static constexpr Term derivative_by_second(Term, Term b, Term) {
    return -2.0 * b;
  }
};
inline constexpr auto bumps = tl::primitive<bump>(tl::input<"u", 3>);
inline constexpr auto of_the_user = tl::primitive<saddle>(bumps, tl::primitive<bump>(tl::parameter<"v", 3>) + bumps);
using primitives_source = tl::rules::listed<of_the_user>;

/// Every element-wise operation, of a matrix for each sample and a shared one, and of a scalar.
struct elementwise_source {
  template <class B>
  static constexpr void lower(B& b) {
    b.within_batch(samples, [&] {
      id const x = b.leaf(leaf_kind::input, called("x"), {2, 3});
      id const w = b.leaf(leaf_kind::parameter, called("exp"), {2, 3});  // a name that C has for something else
      id const s = b.leaf(leaf_kind::scalar, called("s"), {});
      id const squared = b.apply(op::square, x);
      for (op code = op::negate; code < op::broadcast; code = next(code)) {
        if (code == op::unary_primitive) continue;
        bool const wants_positive =
            code == op::log || code == op::log2 || code == op::log10 || code == op::sqrt || code == op::rsqrt;
        bool const wants_one = code == op::acosh;
        bool const wants_range = code == op::floor || code == op::round;
        id const operand = wants_positive ? b.apply(op::add, squared, b.constant(0.25))
                           : wants_one    ? b.apply(op::add, squared, b.constant(1.25))
                           : wants_range  ? b.apply(op::multiply, x, b.constant(4))
                                          : x;
        b.output(b.apply(code, operand));
      }
      for (op code = op::add; code < op::select; code = next(code)) {
        if (code == op::binary_primitive) continue;
        b.output(b.apply(code, x, w));
        b.output(b.apply(code, s, x));
      }
      b.output(b.apply(op::select, x, w, s));
      return s;
    });
  }
};
static_assert(missing<elementwise_source>(op::negate, op::erfc) == 0);
static_assert(missing<elementwise_source>(op::add, op::logistic_loss) == 0);
static_assert(missing<elementwise_source>(op::select, op::select) == 0);
static_assert(missing<primitives_source>(op::unary_primitive, op::unary_primitive) == 0);
static_assert(missing<primitives_source>(op::binary_primitive, op::binary_primitive) == 0);

/// Every other operation, of matrices for each sample and of shared ones.
struct structure_source {
  template <class B>
  static constexpr void lower(B& b) {
    b.within_batch(samples, [&] {
      id const x = b.leaf(leaf_kind::input, called("x"), {3, 4});
      id const y = b.leaf(leaf_kind::label, called("y"), {3, 1});
      id const w = b.leaf(leaf_kind::parameter, called("w"), {3, 4});
      id const v = b.leaf(leaf_kind::parameter, called("v"), {3, 1});
      for (id const each : {b.apply(op::tanh, x), w}) matrix(b, each, v);
      for (id const each : {b.apply(op::tanh, x), w}) functions_of_matrices(b, each, v);
      products(b, x, w);
      b.output(b.apply(op::softmax_cross_entropy, b.slice(x, 0, 1, {3, 1}), y));
      b.output(b.apply(op::softmax_cross_entropy, v, b.apply(op::square, v)));
      b.output(b.apply(op::batch_sum, b.apply(op::exp, x)));
      b.output(b.apply(op::batch_sum, y));
      b.output(b.along(op::argmax, tl::all_axes, y));
      b.output(b.concatenate(x, w, 0));
      b.output(b.concatenate(w, x, 1));
      b.output(
          b.apply(op::divide, b.apply(op::batch_sum, b.apply(op::sum, b.apply(op::exp, x))), b.batch_size(samples)));
      return y;
    });
  }

private:
  template <class B>
  static constexpr void matrix(B& b, id x, id v) {
    for (op const code : {op::sum, op::max, op::norm, op::logsumexp, op::softmax, op::log_softmax})
      for (std::uint32_t const axis : {0u, 1u, tl::all_axes}) b.output(b.along(code, axis, x));
    for (op const code :
         {op::argmax, op::cumsum, op::cumprod, op::reverse_cumsum}) {  // of a whole matrix nobody says in which order
      for (std::uint32_t const axis : {0u, 1u}) b.output(b.along(code, axis, x));
      b.output(b.along(code, tl::all_axes, b.slice(x, 0, 1, {3, 1})));
    }
    b.output(b.apply(op::transpose, x));
    b.output(b.reshape(x, {2, 6}));
    b.output(b.slice(x, 1, 1, {2, 2}));
    b.output(b.pad(x, 1, 2, {5, 7}));
    b.output(b.apply(op::diagonal, x));
    b.output(b.apply(op::diagonal_matrix, b.slice(x, 0, 2, {3, 1})));
    b.output(b.repeat(b.along(op::max, 0, x), {3, 4}));
    b.output(b.repeat(b.along(op::max, 1, x), {3, 4}));
    b.output(b.apply(op::add, b.repeat(v, {3, 4}), x));
  }
  template <class B>
  static constexpr void functions_of_matrices(B& b, id x, id v) {
    for (op const code : {op::recurrence, op::reverse_recurrence}) {  // of a whole matrix nobody says in which order
      for (std::uint32_t const axis : {0u, 1u})
        b.output(b.build({.code = code, .a = x, .b = b.apply(op::sin, x), .detail = tl::axis_detail(axis)}));
      id const column = b.slice(x, 0, 1, {3, 1});
      b.output(b.build({.code = code, .a = column, .b = b.apply(op::sin, column)}));
    }
    id const numbers = b.concatenate(b.constant(2), b.along(op::argmax, 0, v), 0);
    for (std::uint32_t const axis : {0u, 1u}) {
      id const found = b.build({.code = op::gather, .a = x, .b = numbers, .detail = tl::axis_detail(axis)});
      b.output(found);
      for (op const code : {op::scatter_add, op::batch_scatter_add})
        b.output(b.build({.code = code, .a = found, .b = numbers, .detail = tl::offset_detail(axis, 5)}));
      tl::extents const table = axis == 0 ? tl::extents{5, 4} : tl::extents{3, 5};
      b.output(b.build({.code = op::batch_scatter_add,
                        .a = found,
                        .b = numbers,
                        .c = b.broadcast(b.constant(0.5), table),
                        .detail = tl::offset_detail(axis, 5)}));
    }
    id const square = b.slice(x, 0, 1, {3, 3});
    id const factors = b.apply(op::lu, square);
    b.output(factors);
    for (op const code : {op::determinant, op::logdet}) b.output(b.apply(code, factors));
    for (op const code : {op::solve, op::solve_transposed}) b.output(b.apply(code, factors, v));
    for (op const code : {op::tril, op::triu}) b.output(b.apply(code, x));
    for (op const code : {op::solve_lower, op::solve_upper}) b.output(b.apply(code, square, x));
    id const ones = b.apply(op::diagonal_matrix, b.broadcast(b.constant(1), {3, 1}));
    b.output(b.apply(op::cholesky, b.apply(op::add, b.product(square, false, square, true), ones)));
    id const one_by_one = b.apply(op::lu, b.constant(4));
    b.output(b.apply(op::solve, one_by_one, b.constant(3)));
  }
  template <class B>
  static constexpr void products(B& b, id x, id w) {
    for (id const right : {x, w}) {
      b.output(b.product(x, true, right, false));
      b.output(b.product(x, false, right, true));
      b.output(b.product(b.slice(x, 0, 0, {3, 3}), false, right, false));
      b.output(b.product(b.slice(w, 0, 0, {3, 3}), true, right, false));
      b.output(b.product(b.reshape(x, {4, 3}), true, right, true));
    }
    b.output(b.batch_product_sum(x, true, x, false));
    b.output(b.batch_product_sum(x, false, b.apply(op::tanh, x), true));
    b.output(b.batch_product_sum(b.reshape(x, {1, 12}), false, b.reshape(x, {12, 1}), false));
  }
};
static_assert(missing<structure_source>(op::transpose, tl::last_operation) == 0);

/// Assignments that wait for each other, copies, outputs that are leaves, constants that are hard to write, names that
/// are hard to spell, a chain too long for one expression; no batch.
struct order_source {
  template <class B>
  static constexpr void lower(B& b) {
    id const first = b.leaf(leaf_kind::parameter, called("net.0.weight"), {2, 2});
    id const second = b.leaf(leaf_kind::parameter, called("net_0.weight"), {2, 2});
    id const third = b.leaf(leaf_kind::state, called("double"), {2, 2});
    id const fourth = b.leaf(leaf_kind::state, called("t7"), {2, 2});
    id const input = b.leaf(leaf_kind::input, called("1/2"), {2, 2});
    id const truth = b.leaf(leaf_kind::label, called("y"), {4, 1});
    id const rate = b.leaf(leaf_kind::scalar, called("samples"), {});
    b.assign(first, second);
    b.assign(second, b.apply(op::add, first, b.apply(op::multiply, rate, second)));
    b.assign(third, b.product(third, false, input, false));
    b.assign(fourth, input);
    for (id const each : {first, input, truth, rate}) b.output(each);
    id chain = b.apply(op::sin, input);
    for (int i = 0; i < 4; ++i)
      chain = b.apply(op::subtract, b.apply(op::subtract, first, b.apply(op::divide, chain, second)),
                      b.apply(op::negate, b.apply(op::multiply, chain, b.constant(-0.1))));
    b.output(b.give_name(called("chain"), 1, chain));
    for (double const number : {0.1, -0.0, 1e300, 1e-40, 16777217.0, 0x1.000001p0})
      b.output(b.apply(op::multiply, input, b.constant(number)));
    b.output(b.apply(op::maximum, input, b.constant(-std::numeric_limits<double>::infinity())));
    b.output(b.constant(0.3));
  }
};

template <class T>
using elementwise_program = tl::basic_program<T, elementwise_source>;
template <class T>
using structure_program = tl::basic_program<T, structure_source>;
template <class T>
using order_program = tl::basic_program<T, order_source>;
template <class T>
using primitives_program = tl::basic_program<T, primitives_source>;

}  // namespace generated_c
