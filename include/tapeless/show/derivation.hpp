// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/show/derivation/document.hpp"

/// The chain rule of a loss, step by step, as a document in LaTeX: what the forward pass computes (z the
/// pre-activations of layers, a their activations), how the δ = ∂L/∂z of each layer follows from the one above it, and
/// how the gradients are read off. What is shown is the simplified graph that runs, not a textbook's: a value used more
/// than once has a name (a user's, or t₁, t₂, …).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

template <auto const& Loss, auto const&... X>
struct derivation_body_writer {
  static constexpr void write(text_sink& sink) { derivation_writer<false, Loss, X...>::write_body(sink); }
};
template <auto const& Loss, auto const&... X>
struct marked_derivation_writer {
  static constexpr void write(text_sink& sink) { derivation_writer<true, Loss, X...>::write_body(sink); }
};

/// Writes the derivation without the document around it, character by character into `sink(char)`, with
/// `\htmlData{value=…}{…}` around the symbol of each leaf and of each value, by which a page can find them (KaTeX): z1,
/// and d.z1 for δ1 as for ∂L/∂z1. An ordinary function, for losses of any size.
template <auto const& Loss, auto const&... X, class Sink>
void write_marked_derivation(Sink&& sink) {
  write_to<marked_derivation_writer<Loss, X...>>(sink);
}

}  // namespace show

/// The derivation of the gradients of a loss (a scalar expression of static storage) with respect to leaves or
/// subexpressions X…, or to all parameters where none are given: a document for pdflatex, as a constant with `.view()`,
/// `.data()`, `.size()`.
template <auto const& Loss, auto const&... X>
constexpr auto const& derivation() {
  return show::text_by<show::derivation_writer<false, Loss, X...>>;
}

/// The same without the document around it, for `\input` where amsmath and amssymb are loaded.
template <auto const& Loss, auto const&... X>
constexpr auto const& derivation_body() {
  return show::text_by<show::derivation_body_writer<Loss, X...>>;
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
