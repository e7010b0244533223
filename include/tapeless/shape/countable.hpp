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

}  // namespace tapeless::shape
