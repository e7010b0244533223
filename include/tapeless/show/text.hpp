// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/rules/lowered.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/notation/sink.hpp"
#include "tapeless/show/text/formula.hpp"

/// An expression as mathematics, after simplification, in the library's own notation: what is printed could be typed
/// again. `%` multiplies element by element, `*` scales and multiplies matrices, `n` is the number of samples of a run,
/// `A <- v` stores. What is used more than once, and what `define` has named, has a line of its own before:
///
///     h = tanh(W1 * x + b1)
///     dW1 = (transpose(W2) * (softmax(W2 * h + b2) - y)) % (1 - square(h)) * transpose(x)
///
/// Without a user's name such lines are called t1, t2, …; formulas nested deeper than 24 are broken into lines as well.
/// What the language has no words for: `n`, where it is not part of a `batch_mean`, and `pad<row, column, rows,
/// columns>(x)`, the derivative of a slice, x as a block of a matrix of zeros.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

template <class Source, fixed_string Result>
struct text_formulas {
  static_assert(run::verdict<Source>::well_formed());
  static constexpr graph::view formulas = graph::view_of(rules::lowered<Source>);
  static_assert(Result.view().empty() || formulas.output_count <= 1,
                "tapeless: one name for a result needs one output");
  static constexpr std::uint32_t nodes = formulas.node_count;
  static constexpr outline<nodes> outlined = outliner<nodes>(formulas, Result.view()).found;

  static constexpr void write(text_sink& sink) { write_formulas(formulas, outlined.view(), Result.view(), "\n", sink); }
};

/// Writes the outputs and assignments of a source (`program<…>::source`, or `rules::listed<e1, e2>`) character by
/// character into `sink(char)`. An ordinary function, for graphs too large to be printed by the compiler: no heap, and
/// no constant of the text.
template <class Source, fixed_string Result = "", class Sink>
void write_text(Sink&& sink) {
  write_to<text_formulas<Source, Result>>(sink);
}

}  // namespace show

/// The text of an expression, an assignment or a tuple of them (of static storage) as a constant: `.view()`, `.data()`
/// (ends with a zero), `.size()`; usable in static_assert. `to_text<e, "dW">()` names the result: its last line is `dW
/// = …`.
template <auto const& E, fixed_string Result = "">
constexpr auto const& to_text() {
  return show::text_by<show::text_formulas<rules::listed<E>, Result>>;
}
/// For to_text(f): one error.
template <expression E>
constexpr auto to_text(E const&) {
  static_assert(error::expression_as_an_argument<error::shape_of<E::shape.rows, E::shape.columns>>,
                "tapeless: to_text<f>(): the expression is a template argument");
  return show::fixed_text<0>{};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
