// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sqrt.hpp"
#include "tapeless/ops/c99.hpp"
#include "tapeless/ops/op.hpp"
#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <cstdint>
#include <string_view>
#include <type_traits>

/// What there is to know of an operation stands in one place, its record: how it is written, what it costs, its value,
/// its derivative. Everything that interprets operations (folding, the interpreter, kernels, transformations, notation,
/// C) asks the record, so that a new element-wise operation of one or two operands is a name in ops/op.hpp and a record
/// in a header of this room; ops/records.hpp includes it, and checks that none lacks a member.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

// For numbers; those of vectors are found by argument-dependent lookup.
using math::abs, math::either, math::select, math::sqrt;

/// How strongly a notation binds what it makes of an operation. `series` is Σ, max and their like with all that follows
/// them; C++ has neither that nor a rank of its own for products element by element.
enum class binding : std::uint8_t { equality, comparison, sum, series, elementwise, factor, prefix, postfix, atom };

/// The forms that formulas have. What an operation looks like beyond its signs, each format knows for each of them;
/// `call` is all that needs no more: f(a, b), or signs around the only operand.
enum class form : std::uint8_t {
  call,
  leaf,
  constant,
  sample_count,
  negation,
  sum,
  difference,
  product,  ///< element by element, or scaling
  quotient,
  comparison,
  power,
  square,
  over_hypot,
  weighted_logarithm,
  log_of_one_plus,
  logistic_loss,
  choice,
  transposition,
  matrix_product,
  summation,  ///< of elements
  series,     ///< max and its like
  cross_entropy,
  block,
  concatenation,
  repeated_vector,
  repeated,
  over_samples,  ///< sums
};

/// The numbers that a function takes as template arguments.
enum class given_numbers : std::uint8_t { none, axis, block, shape };

/// How an operation is written in the library's own notation and in LaTeX.
struct notation {
  std::string_view text;   ///< the function or the operator of the library
  std::string_view latex;  ///< the operator, the function's name, or what stands before the operand …
  std::string_view close;  ///< … and after it, where the notation encloses its operand: √{ }, | |
  form as = form::call;
  binding rank = binding::atom;               ///< of the operator in C++ and C; a function is an atom
  binding latex_rank = binding::atom;         ///< of what LaTeX makes of it, where that depends on nothing else
  given_numbers given = given_numbers::none;  ///< an operation along an axis has that
};

/// The local derivatives where the operands are finite.
enum class slope : std::uint8_t {
  finite,
  overflowing,  ///< infinite or NaN for some operands, where the value overflows or is none
  steep,        ///< infinite for some operands with a finite value, as that of a root at 0
};

/// An operand as far as it is known while a graph is written: a constant, or any number.
struct known_operand {
  bool is_constant = false;
  double value = 0;
};

/// The record of an operation. An element-wise one has
///
///     static constexpr notation written;
///     static constexpr c_function c99;
///     static constexpr std::uint32_t flops;            per element; what rules/cost.hpp says a flop is
///     static constexpr slope slopes(known_operand);    given the last operand
///     static constexpr bool folds(double…);            whether constants may be folded: far from overflow and the ends of the domain
///     static constexpr T value(T…);                    T is float, double, or a vector of them
///     static constexpr Term vjp(Term g, Term x, Term y);         g·f′(x) for y = f(x), linear in g, and of two operands
///     static constexpr Term vjp_first(Term g, Term a, Term b, Term y);   g·∂f/∂a for y = f(a, b)
///     static constexpr Term vjp_second(Term g, Term a, Term b, Term y);  g·∂f/∂b
///
/// or derives from `piecewise_constant` in place of the last. A derivative that is a function of y is written with y,
/// so that the backward pass need not keep x. `constant_operands` has a bit for each operand by which the derivative is
/// zero; `parity`, of one operand by deriving from `even` or `odd` in place of `unary`, and `zeros` are what laws may
/// use: an operation without them is one of which nothing is known. Terms are formulas over the nodes of a graph
/// (rules/term.hpp). Any other operation derives from `structural<family, flops>` and has `written` and, for a node n
/// with the number y in a builder b,
///
///     static constexpr extents shape(node n, extents a, extents b);              given those of its operands
///     static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b);   of one sample: the reference
///     static constexpr id vjp(B& b, node n, id y, std::uint32_t which, id g);    the adjoint of operand `which`, given y's
///     static constexpr id jvp(B& b, node n, id y, id da, id db);                 the tangent of y, given the operands'; `none` is zero
///
/// and how generated C computes it (ops/c99.hpp): `c99` or, of a movement, `moves`. Comments in C call it `c_name`
/// where it has that.
template <op Code>
struct record;

/// Names an operation where a function applies it: `elementwise(applied<Code>, x…)` is found by argument-dependent
/// lookup, where expressions (expr/arithmetic.hpp) and terms of rules (rules/term.hpp) say what it makes of them.
template <op Code>
struct applied {};

/// What the functions of the library take: expressions, and terms of rules.
template <class X>
concept argument = requires {
  typename X::is_expression;
}
|| requires { typename X::is_term; };
template <class A, class B>
concept arguments = (argument<A> && (argument<B> || std::is_arithmetic_v<B>)) ||
                    (argument<B> && std::is_arithmetic_v<A>);

/// How the sign of an operand passes through a function of one number.
enum class symmetry : std::uint8_t {
  none,
  even,  ///< f(−x) = f(x)
  odd,   ///< f(−x) = −f(x)
};
/// Where the value is zero because an operand is, whatever the numbers are (rules/support.hpp).
enum class zero_rule : std::uint8_t {
  unknown,
  of_first,           ///< where the first operand is
  of_any,             ///< where one of the operands is
  of_all,             ///< where all operands are
  of_chosen,          ///< where what the first operand chooses is
  moved,              ///< wherever the zeros of the operands are moved to
  moved_among_zeros,  ///< and besides where the operation puts zeros of its own
};

struct unary {
  static constexpr std::uint32_t arity = 1;
  static constexpr symmetry parity = symmetry::none;
};
struct even : unary {
  static constexpr symmetry parity = symmetry::even;
};
struct odd : unary {
  static constexpr symmetry parity = symmetry::odd;
};
struct binary {
  static constexpr std::uint32_t arity = 2;
};
/// The derivative is zero almost everywhere, and is said to be zero.
struct piecewise_constant {
  static constexpr std::uint32_t constant_operands = 0b111;
  static constexpr slope slopes(known_operand) { return slope::finite; }
};
/// The local derivative is finite wherever the operands are.
struct smooth {
  static constexpr slope slopes(known_operand) { return slope::finite; }
};
struct overflowing {
  static constexpr slope slopes(known_operand) { return slope::overflowing; }
};
struct steep {
  static constexpr slope slopes(known_operand) { return slope::steep; }
};
/// Constants may be folded whatever they are (within 10^±100, which the caller sees to).
struct folds_everywhere {
  static constexpr bool folds(auto...) { return true; }
};

constexpr double magnitude(double x) { return x < 0 ? -x : x; }

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
