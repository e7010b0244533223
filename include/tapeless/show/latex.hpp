// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/rules/lowered.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/latex/formula.hpp"
#include "tapeless/show/notation/sink.hpp"

/// An expression as a formula in LaTeX, after simplification, for math mode with amsmath. One formula stands alone;
/// more lines (values used more than once, what `define` has named, several outputs) stand in an `aligned`:
///
///     h &= \tanh(W_{1} x + b_{1})
///     \mathrm{d}W_{2} &= (\operatorname{softmax}(W_{2} h + b_{2}) - y) h^{\top}
///
/// Names are kept: W1 becomes W with index 1, theta the letter, net.0.weight W with the layer's number above;
/// learning_rate stays a word; two names that would look alike are written letter by letter. ⊙, ⊘ and functions go
/// element by element, σ is the sigmoid, 1[c] is 1 where c holds and else 0, 1₃ a vector of ones. Sums over s run over
/// the n samples of a batch.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

template <class Source, fixed_string Result, bool Marked = false>
struct latex_formulas {
  static_assert(run::verdict<Source>::well_formed());
  static constexpr auto const& lowered = rules::lowered<Source>;
  static constexpr graph::view formulas = graph::view_of(lowered);
  static_assert(Result.view().empty() || formulas.output_count <= 1,
                "tapeless: one name for a result needs one output");
  static constexpr outline<lowered.size.nodes> outlined = outliner<lowered.size.nodes>(formulas, Result.view()).found;
  static constexpr latex_context<lowered.size.leaves, lowered.size.names> context{formulas};

  static constexpr void write(text_sink& sink) {
    latex_context_view known = context.view();
    known.marks_values = Marked;
    latex_writer writer(formulas, outlined.view(), known, sink);
    std::uint32_t lines = formulas.output_count + formulas.assign_count;
    for (label const& each : outlined.of_node) lines += each.how != naming::in_place ? 1u : 0u;
    bool const alone = lines == 1;
    if (!alone) sink("\\begin{aligned}\n");
    line_format const format = alone ? line_format{" = ", R"( \leftarrow )", "", ""}
                                     : line_format{" &= ", R"( &\leftarrow )", " \\\\\n", "& "};
    writer.write_lines([&] { return write_result(sink); }, format);
    if (!alone) sink("\n\\end{aligned}");
  }

private:
  /// dW1 is the differential of the leaf W1.
  static constexpr bool write_result(text_sink& sink) {
    std::string_view const name = Result.view();
    if (name.empty()) return false;
    bool is_differential = false;
    for (graph::leaf_info const& leaf : lowered.leaves)
      is_differential = is_differential || (name[0] == 'd' && leaf.identifier.view() == name.substr(1));
    if (is_differential) sink(R"(\mathrm{d})");
    put_symbol(symbol(is_differential ? name.substr(1) : name), true, {}, sink);
    return true;
  }
};

/// Writes the formulas of a source (`program<…>::source`, or `rules::listed<e1, e2>`) character by character into
/// `sink(char)`.
template <class Source, fixed_string Result = "", class Sink>
void write_latex(Sink&& sink) {
  write_to<latex_formulas<Source, Result>>(sink);
}
/// The same with `\htmlData{value=…}{…}` around the symbol of each leaf and of each value that has a name, by which a
/// page can find them (KaTeX).
template <class Source, fixed_string Result = "", class Sink>
void write_marked_latex(Sink&& sink) {
  write_to<latex_formulas<Source, Result, true>>(sink);
}

}  // namespace show

/// The formula of an expression, an assignment or a tuple of them (of static storage) as a constant: `.view()`,
/// `.data()` (ends with a zero), `.size()`. `to_latex<e, "loss">()` names the result: its last line is `loss = …`.
template <auto const& E, fixed_string Result = "">
constexpr auto const& to_latex() {
  return show::text_by<show::latex_formulas<rules::listed<E>, Result>>;
}
/// For to_latex(f): one error.
template <expression E>
constexpr auto to_latex(E const&) {
  static_assert(error::expression_as_an_argument<error::shape_of<E::shape.rows, E::shape.columns>>,
                "tapeless: to_latex<f>(): the expression is a template argument");
  return show::fixed_text<0>{};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
