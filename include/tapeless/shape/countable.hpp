// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/error.hpp"

namespace tapeless::shape {

/// Asked where a shape is written: one error for a value without elements, or with more than can be counted.
template <extents S>
constexpr bool countable() {
  if constexpr (S.is_countable()) {
    return true;
  } else {
    static_assert(
        error::not_countable<error::shape_of<S.rows, S.columns>, error::at_most<most_elements>>,
        "tapeless: a value has at least one row and one column, and no more elements than at_most<elements>; see shape_of<rows, columns>");
    return false;
  }
}

/// Asked where an operation needs to know a shape that is not known yet: an optimizer's rule is one expression for all
/// parameters.
template <extents... S>
constexpr bool known() {
  if constexpr ((S.is_symbolic() || ...)) {
    static_assert(
        error::rule_is_not_for_every_shape<error::parameter_of_any_shape<S.is_symbolic()...>>,
        "tapeless: an optimizer's rule has to fit parameters of every shape: element-wise functions, sum, mean, max, norm, where; dot(a, b) is sum(a % b)");
    return false;
  } else {
    return true;
  }
}

}  // namespace tapeless::shape
