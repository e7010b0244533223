// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/structure.hpp"

#include <array>

/// Recurrences over the columns of a matrix: JAX's lax.scan. The step is written once, as an expression of two slots,
/// so no type grows with the number of steps; lowering puts carry and column in their places, step by step.
namespace tapeless {
namespace error {
template <class Function>
inline constexpr bool no_step_of_a_scan = false;
template <class Carry, class Made>
inline constexpr bool step_changes_the_shape = false;
}  // namespace error

/// What stands for the carry, or for the column, while the step of a scan is written.
template <extents Shape, bool PerSample>
struct scan_slot : expr::traits<Shape, PerSample, Shape.is_batched()> {
  std::uint64_t fingerprint;

  constexpr explicit scan_slot(std::uint64_t key) : fingerprint(key) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.placeholder(Shape);  // not reached: a slot always has something in its place
  }
};

namespace expr {
/// Of the last carry, or of all beside each other.
constexpr extents scanned_shape(extents carry, std::uint32_t beside_each_other, std::uint32_t batch) {
  return {carry.rows, carry.columns * beside_each_other, batch};
}
}  // namespace expr

/// hₜ = f(hₜ₋₁, xₜ), xₜ the columns of X; `step` is f of the slots whose fingerprints are beside it. The value is the
/// last h, or all of them side by side.
template <bool All, class Step, class Start, class X>
struct scanned
    : expr::node<scanned<All, Step, Start, X>,
                 expr::scanned_shape(Start::shape, All ? X::shape.columns : 1, Step::shape.batch), Step, Start, X> {
  static constexpr bool keeps_surroundings = false;  // what stands in the step is lowered with its slots filled
  Step step;
  Start start;
  X x;
  std::uint64_t carry_slot;
  std::uint64_t column_slot;

  constexpr scanned(Step const& f, Start const& h0, X const& columns, std::uint64_t carry, std::uint64_t column)
      : scanned::node(fingerprint_of(fingerprint_tag::scan, All, f.fingerprint, h0.fingerprint, columns.fingerprint)),
        step(f),
        start(h0),
        x(columns),
        carry_slot(carry),
        column_slot(column) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto carry = start.lower(builder);
    auto const columns = x.lower(builder);
    extents const of_column{X::shape.rows, 1, builder[columns].shape.batch};
    auto all = std::array < decltype(carry), All ? X::shape.columns : 1 > {};
    for (std::uint32_t t = 0; t < X::shape.columns; ++t) {
      auto const column = builder.slice(columns, 0, t, of_column);
      carry = builder.with_replacement(carry_slot, carry, [&] {
        return builder.with_replacement(column_slot, column, [&] { return step.lower(builder); });
      });
      all[All ? t : 0] = carry;
    }
    return side_by_side(builder, all.data(), static_cast<std::uint32_t>(all.size()));
  }

private:
  /// By halves, so that each column is copied log₂ T times and not T.
  template <class Builder, class Id>
  static constexpr Id side_by_side(Builder& builder, Id const* first, std::uint32_t count) {
    if (count == 1) return *first;
    Id const left = side_by_side(builder, first, count / 2);
    Id const right = side_by_side(builder, first + count / 2, count - count / 2);
    return builder.concatenate(left, right, 1);
  }
};

namespace expr {

/// f of two slots with these keys.
template <class F, class Carry, class Column>
constexpr auto step_of_slots(F const& f, std::uint64_t key) {
  return f(Carry(fingerprint_of(fingerprint_tag::scan_slot, 0, key)),
           Column(fingerprint_of(fingerprint_tag::scan_slot, 1, key)));
}

/// The slots' keys are made of what f makes of any, so those of a scan within a scan are others.
template <bool All, class Carry, class Column, class F, class Start, class X>
constexpr auto scanned_by(F const& f, Start const& h0, X const& x) {
  using step = decltype(step_of_slots<F, Carry, Column>(f, 0));
  constexpr extents shape = Start::shape;
  if constexpr (any_ill_formed<step>) {
    return ill_formed{};
  } else if constexpr (!same_matrix(shape, step::shape)) {
    static_assert(
        error::step_changes_the_shape<error::left<shape.rows, shape.columns>,
                                      error::right<step::shape.rows, step::shape.columns>>,
        "tapeless: scan(f, h0, x): f(h, x_t) has the shape of h0, one step's result is the next one's h; see left<rows, columns> of h0, right<rows, columns> of f's");
    return ill_formed{};
  } else if constexpr (step::shape.batch != Carry::shape.batch || (step::per_sample && !Carry::per_sample)) {
    return scanned_by<All, scan_slot<step::shape, step::per_sample>, Column>(f, h0, x);
  } else {
    std::uint64_t const key = fingerprint_of(fingerprint_tag::scan_slot, h0.fingerprint, x.fingerprint,
                                             step_of_slots<F, Carry, Column>(f, 0).fingerprint);
    return scanned<All, step, Start, X>(step_of_slots<F, Carry, Column>(f, key), h0, x,
                                        fingerprint_of(fingerprint_tag::scan_slot, 0, key),
                                        fingerprint_of(fingerprint_tag::scan_slot, 1, key));
  }
}

template <bool All, class F, class Start, class X>
constexpr auto scan(F const& f, Start const& h0, X const& x) {
  using carry = scan_slot<Start::shape, Start::per_sample>;
  using column = scan_slot<extents{X::shape.rows, 1, X::shape.batch}, X::per_sample>;
  if constexpr (any_ill_formed<Start, X>) {
    return ill_formed{};
  } else if constexpr (requires(carry const& h, column const& c) {
                         { f(h, c) } -> expression;
                       }) {
    return scanned_by<All, carry, column>(f, h0, x);
  } else {
    static_assert(
        error::no_step_of_a_scan<F>,
        "tapeless: scan(f, h0, x): f takes two expressions, the carry and a column of x, and returns the next "
        "carry: [](auto const& h, auto const& x_t) { return tanh(W * x_t + U * h); }");
    return ill_formed{};
  }
}

}  // namespace expr

/// The last carry of hₜ = f(hₜ₋₁, xₜ), t = 1 … T, xₜ the columns of x: features × T, a matrix of one sample or of all
/// (JAX's lax.scan). f is a lambda or a function object of two expressions that returns one of h0's shape; h0 is an
/// expression, of any shape. f is called while the expression is written, not once for each step.
template <class F, expression Start, expression X>
constexpr auto scan(F const& f, Start const& h0, X const& x) {
  return expr::scan<false>(f, h0, x);
}
/// All carries h₁ … h_T side by side: of a column of n numbers a matrix n × T.
template <class F, expression Start, expression X>
constexpr auto scan_outputs(F const& f, Start const& h0, X const& x) {
  return expr::scan<true>(f, h0, x);
}

}  // namespace tapeless
