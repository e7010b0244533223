// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/expr/node.hpp"
#include "tapeless/ops/detail.hpp"

#include <boost/hana/at.hpp>
#include <boost/hana/basic_tuple.hpp>

#include <utility>

namespace tapeless {

/// A plain number in an expression. The object holds it, not the type: `2*x` and `3*x` have one type.
struct number : expr::traits<extents{}> {
  double value;
  std::uint64_t fingerprint;

  constexpr explicit number(double plain)
      : value(plain), fingerprint(fingerprint_of(fingerprint_tag::number, __builtin_bit_cast(std::uint64_t, plain))) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.constant(value);
  }
};

/// An operation of one to three operands. What it has to know besides them, an axis or where a block begins, is its
/// attribute.
template <op Code, std::uint64_t Attribute, extents Shape, class... Operands>
struct operation : expr::node<operation<Code, Attribute, Shape, Operands...>, Shape, Operands...> {
  static constexpr op code = Code;
  using expr::traits<Shape, (Operands::per_sample || ...), (Operands::has_batch || ...)>::operator=;
  boost::hana::basic_tuple<Operands...> operands;

  constexpr explicit operation(Operands const&... each)
      : operation::node(
            fingerprint_of(fingerprint_tag::operation, Code, Attribute, matrix_datum(Shape), each.fingerprint...)),
        operands(each...) {}

  /// Operands are lowered from left to right by every compiler, so graphs are equal and sums are added in one order. No
  /// pack expansion: its index sequence would be one more frame of the 512 that a constant expression may be deep.
  template <class Builder>
  constexpr auto write(Builder& builder, std::uint64_t attribute = Attribute) const {
    auto written = Builder::blank(Code, Shape, attribute);
    written.a = boost::hana::at_c<0>(operands).lower(builder);
    if constexpr (sizeof...(Operands) > 1) written.b = boost::hana::at_c<1>(operands).lower(builder);
    if constexpr (sizeof...(Operands) > 2) written.c = boost::hana::at_c<2>(operands).lower(builder);
    return builder.build(written);
  }
};

namespace expr {

/// A number becomes an expression; an expression stays what it is.
template <operand E>
constexpr auto lift(E const& e) {
  if constexpr (expression<E>) {
    return e;
  } else {
    return number(static_cast<double>(e));
  }
}
template <operand E>
using lifted = decltype(lift(std::declval<E const&>()));

template <op Code, extents Shape, std::uint64_t Attribute = 0, class... E>
constexpr auto make(E const&... each) {
  if constexpr (!Shape.is_countable()) {
    // not shape::countable: one level less, and clang prints the user's line three lines earlier
    static_assert(
        error::not_countable<error::shape_of<Shape.rows, Shape.columns>, error::at_most<most_elements>>,
        "tapeless: a value has at least one row and one column, and no more elements than at_most<elements>; see shape_of<rows, columns>");
    return ill_formed{};
  } else {
    return operation<Code, Attribute, Shape, E...>(each...);
  }
}

}  // namespace expr
}  // namespace tapeless
