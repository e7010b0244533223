// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"
#include "tapeless/graph/frozen.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// What a program can be asked for: expressions, assignments, and tuples of these.
template <class Output>
inline constexpr bool is_output = expression<Output> || assignment_statement<Output>;
template <class... Output>
inline constexpr bool is_output<boost::hana::tuple<Output...>> = (is_output<Output> && ...);

/// Writes an output of a program into the builder: an expression, an assignment, or a tuple of these.
template <class B, class Output>
constexpr void lower_output(B& b, Output const& output) {
  if constexpr (expression<Output>) {
    b.output(output.lower(b));
  } else if constexpr (assignment_statement<Output>) {
    id const value = output.value.lower(b);
    b.assign(output.target.lower(b), value);
  } else {
    boost::hana::for_each(output, [&](auto const& each) { lower_output(b, each); });
  }
}

/// A datum of each output, to be read where only a constant can be read. Expressions are not copied for it: they may be
/// large.
template <class Output>
constexpr std::uint64_t datum_of(Output const& output) {
  if constexpr (expression<Output>) {
    return output.fingerprint;
  } else if constexpr (assignment_statement<Output>) {
    return output.value.fingerprint;
  } else if constexpr (is_output<Output>) {
    std::uint64_t all = 0;
    boost::hana::for_each(output, [&](auto const& each) { all ^= datum_of(each); });
    return all;
  } else {
    return 0;
  }
}
template <auto const& Output>
concept constant = requires {
  typename std::integral_constant<std::uint64_t, datum_of(Output)>;
};

/// As many outputs, without value, for what is no constant.
template <class Output>
struct stand_in {
  template <class B>
  static constexpr void lower(B& b) {
    if constexpr (expression<Output>) b.output(ill_formed{}.lower(b));
  }
};
template <class... Output>
struct stand_in<boost::hana::tuple<Output...>> {
  template <class B>
  static constexpr void lower(B& b) {
    b.report_ill_formed();
    (stand_in<Output>::lower(b), ...);
  }
};

/// Asked where a program is named, and where its source is lowered: one error.
template <class Source>
constexpr bool is_constant() {
  if constexpr (requires { Source::are_constants; }) {
    static_assert(
        Source::are_outputs,
        "tapeless: a program computes expressions and assignments, or tuples of these; a number is none: tl::number(2.0) is one");
    static_assert(
        Source::are_constants || !Source::are_outputs,
        "tapeless: what a program computes is a constant: constexpr auto y = ...; at namespace scope, or static constexpr within a function");
  }
  return true;
}

/// The outputs of a program given as constants of static storage. A source is any type with such a `lower`.
template <auto const&... Outputs>
struct listed {
  static constexpr bool are_outputs = (is_output<std::remove_cvref_t<decltype(Outputs)>> && ...);
  static constexpr bool are_constants = are_outputs && (constant<Outputs> && ...);

  template <class B>
  static constexpr void lower(B& b) {
    if constexpr (is_constant<listed>() && are_constants) {
      (lower_output(b, Outputs), ...);
    } else {
      stand_in<boost::hana::tuple<std::remove_cvref_t<decltype(Outputs)>...>>::lower(b);
    }
  }
};

/// Graphs of nearly all programs. Room costs a compiler nothing that can be measured: what stays empty is one element,
/// repeated.
inline constexpr graph::sizes room{4096, 256, 64, 256, 256, 64, 64};

template <class Source, class Builder>
constexpr Builder built() {
  Builder b;
  Source::lower(b);
  return b;
}
template <class Source, class Builder>
inline constexpr auto with_room = graph::freeze_with_room<room>(built<Source, Builder>());

/// The graph of a source as a builder writes it. The lengths of its arrays, which are in its type, are known when it is
/// made: so it is made with room to spare, and trimmed. Larger ones are made again.
template <class Source, class Builder>
constexpr auto lower() {
  constexpr auto const& first = with_room<Source, Builder>;
  if constexpr (first.fits)
    return graph::trimmed<first.count>(first.graph);
  else
    return graph::freeze<first.count>(built<Source, Builder>());
}

/// The simplified graph of a program, one constant per source.
template <class Source>
inline constexpr auto lowered = lower<Source, simplifier>();

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
