// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/detail.hpp"
#include "tapeless/expr/leaf.hpp"

#include <boost/hana/at.hpp>
#include <boost/hana/basic_tuple.hpp>

#include <utility>

namespace tapeless {

namespace error {
template <class Bool>
inline constexpr bool an_expression_is_not_true_or_false = false;
}

/// A plain number in an expression. The object holds it, not the type: `2*x` and `3*x` have one type.
struct number {
  using is_expression = void;
  static constexpr extents shape{};
  static constexpr bool per_sample = false;
  static constexpr bool has_batch = false;
  double value;
  std::uint64_t fingerprint;

  constexpr explicit number(double plain)
      : value(plain), fingerprint(fingerprint_of(fingerprint_tag::number, __builtin_bit_cast(std::uint64_t, plain))) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.constant(value);
  }
};

/// An operation on expressions. The fingerprint is a hash of the whole expression, numbers included: a builder that meets it again
/// knows the node without another walk, so a subexpression written twice is lowered once.
template <op Code, extents Shape, class... Operands>
struct operation {
  using is_expression = void;
  static constexpr op code = Code;
  static constexpr extents shape = Shape;
  static constexpr bool per_sample = (Operands::per_sample || ...);
  static constexpr bool has_batch = (Operands::has_batch || ...);
  std::uint64_t fingerprint;
  boost::hana::basic_tuple<Operands...> operands;

  constexpr explicit operation(Operands const&... each)
      : fingerprint(fingerprint_of(fingerprint_tag::operation, Code, matrix_datum(Shape), each.fingerprint...)),
        operands(each...) {}

  /// For if (a > b) and a > b ? c : d, which ask while the program is written.
  template <class Bool>
    requires std::same_as<Bool, bool>
  explicit constexpr operator Bool() const {
    static_assert(
        error::an_expression_is_not_true_or_false<Bool>,
        "tapeless: an expression has no value yet that an if or a ?: could ask for: write where(condition, a, b)");
    return false;
  }

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint, lower_operands(builder, 0, std::index_sequence_for<Operands...>{}));
  }

protected:
  template <class Builder, std::size_t... I>
  constexpr auto lower_operands(Builder& builder, std::uint64_t detail, std::index_sequence<I...>) const {
    // in braces: operands are lowered from left to right by every compiler, so graphs are equal and sums are added in one order
    auto written = Builder::blank(Code, Shape, detail);
    std::remove_const_t<decltype(Builder::none)> const nodes[]{boost::hana::at_c<I>(operands).lower(builder)...};
    written.a = nodes[0];
    if constexpr (sizeof...(I) > 1) written.b = nodes[1];
    if constexpr (sizeof...(I) > 2) written.c = nodes[2];
    return builder.build(written);
  }
};

/// An operation that has to know one thing more than its operands: an axis, or where a block begins.
template <op Code, std::uint64_t Detail, extents Shape, class... Operands>
struct detailed_operation : operation<Code, Shape, Operands...> {
  constexpr explicit detailed_operation(Operands const&... each) : operation<Code, Shape, Operands...>(each...) {
    this->fingerprint = fingerprint_of(fingerprint_tag::attribute, this->fingerprint, Detail);
  }

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(this->fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(this->fingerprint,
                            this->lower_operands(builder, Detail, std::index_sequence_for<Operands...>{}));
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

template <op Code, extents Shape, class... E>
constexpr auto make(E const&... each) {
  if constexpr (!Shape.is_countable()) {
    // not shape::countable: one level less, and clang prints the user's line three lines earlier
    static_assert(
        error::not_countable<error::shape_of<Shape.rows, Shape.columns>, error::at_most<most_elements>>,
        "tapeless: a value has at least one row and one column, and no more elements than at_most<elements>; see shape_of<rows, columns>");
    return ill_formed{};
  } else {
    return operation<Code, Shape, E...>(each...);
  }
}

template <op Code, std::uint64_t Detail, extents Shape, class... E>
constexpr auto make_detailed(E const&... each) {
  if constexpr (!shape::countable<Shape>()) {
    return ill_formed{};
  } else if constexpr (Detail == 0) {
    return operation<Code, Shape, E...>(each...);
  } else {
    return detailed_operation<Code, Detail, Shape, E...>(each...);
  }
}

}  // namespace expr
}  // namespace tapeless
