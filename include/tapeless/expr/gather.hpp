// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/reduction.hpp"

/// Rows or columns by their numbers.
namespace tapeless {
namespace error {
template <class Shape>
inline constexpr bool numbers_are_no_vector = false;
template <class Table, class Classes>
inline constexpr bool table_of_another_size = false;
}  // namespace error

/// The rows (axis 0) or columns (axis 1) of x whose numbers, from 0, are the elements of a vector: of a table of
/// embeddings, or what argmax found. A label, whose numbers are given as data, picks one. A number that is not whole
/// counts as the one below it; NaN where there is no such row or column; a float is exact up to 2²⁴. The derivative by
/// x is added to what was picked, that by the numbers is 0.
template <axis_number Axis, expression X, expression Numbers>
constexpr auto gather(X const& x, Numbers const& numbers) {
  if constexpr (any_ill_formed<X, Numbers> || !expr::axis_checked<Axis>()) {
    return ill_formed{};
  } else if constexpr (requires { requires Numbers::kind == leaf_kind::label; }) {
    constexpr std::uint32_t limit = Axis == 0 ? X::shape.rows : X::shape.columns;
    if constexpr (Numbers::shape.rows == limit) {
      return gather<Axis>(x, argmax(numbers));
    } else {
      static_assert(
          error::table_of_another_size<error::elements<limit>, error::elements<Numbers::shape.rows>>,
          "tapeless: a label of so many classes picks from as many rows or columns; see elements<there>, elements<classes>");
      return ill_formed{};
    }
  } else if constexpr (Numbers::shape.rows != 1 && Numbers::shape.columns != 1) {
    static_assert(error::numbers_are_no_vector<error::shape_of<Numbers::shape.rows, Numbers::shape.columns>>,
                  "tapeless: gather takes the numbers of rows or columns as a vector; see shape_of<rows, columns>");
    return ill_formed{};
  } else if constexpr (expr::batches_checked<X::shape, Numbers::shape>()) {
    constexpr std::uint32_t count = Numbers::shape.size();
    constexpr extents made{Axis == 0 ? count : X::shape.rows, Axis == 0 ? X::shape.columns : count,
                           shape::common_batch(X::shape, Numbers::shape)};
    return expr::make<op::gather, made, axis_detail(Axis)>(x, numbers);
  } else {
    return ill_formed{};
  }
}

}  // namespace tapeless
