// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"
#include "tapeless/graph/frozen.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

namespace tapeless::inline TAPELESS_TARGET::rules {

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

/// The outputs of a program given as constants of static storage. A source is any type with such a `lower`.
template <auto const&... Outputs>
struct listed {
  template <class B>
  static constexpr void lower(B& b) {
    (lower_output(b, Outputs), ...);
  }
};

template <class Source, class Builder>
constexpr graph::sizes measured() {
  Builder b;
  Source::lower(b);
  return graph::selection(b).count;
}
template <class Source, class Builder, graph::sizes Size>
constexpr graph::frozen<Size> lower_and_freeze() {
  Builder b;
  Source::lower(b);
  return graph::freeze<Size>(b);
}

/// The simplified graph of a program, one constant per source.
template <class Source>
inline constexpr auto lowered = lower_and_freeze<Source, simplifier, measured<Source, simplifier>()>();

}  // namespace tapeless::inline TAPELESS_TARGET::rules
