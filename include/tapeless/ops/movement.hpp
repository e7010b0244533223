// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/structural.hpp"
#include "tapeless/shape/rules.hpp"

/// Operations that put elements elsewhere and compute nothing. Their adjoints move back.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// Puts elements elsewhere, zeros too.
struct movement : structural<family::movement, 0> {
  static constexpr zero_rule zeros = zero_rule::moved;
};

/// The shape is given where the operation is written.
struct of_given_shape {
  static constexpr extents shape(auto const& n, extents a, extents) { return n.shape.with_batch(a.batch); }
};

template <>
struct record<op::transpose> : movement, linear {
  static constexpr notation written{"transpose", R"(\top)", {}, form::transposition, binding::atom, binding::postfix};
  static constexpr extents shape(auto const&, extents a, extents) { return a.transposed(); }
  static constexpr c_moves moves(attributes, extents y, extents a, extents) {
    return {.first = {y.rows, y.columns, in_rows(y), {1, a.columns}}};
  }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) = a(j, i);
  }
  static constexpr auto vjp(auto& b, auto const&, auto, std::uint32_t, auto g) { return b.apply(op::transpose, g); }
};

template <>
struct record<op::reshape> : movement, of_given_shape, linear {
  static constexpr notation written{
      .text = "reshape", .latex = R"(\operatorname{reshape})", .close = {}, .given = given_numbers::shape};
  static constexpr c_moves moves(attributes, extents y, extents, extents) {
    return {.first = {y.size(), 1, {1, 0}, {1, 0}}};
  }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t e = 0; e < y.shape.size(); ++e)
      y(e / y.shape.columns, e % y.shape.columns) = a(e / a.shape.columns, e % a.shape.columns);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) { return b.reshape(g, b[n.a].shape); }
};

template <>
struct record<op::slice> : movement, of_given_shape, linear {
  static constexpr notation written{
      "slice", ":", {}, form::block, binding::atom, binding::postfix, given_numbers::block};
  static constexpr std::string_view c_name = "block";
  static constexpr c_moves moves(attributes n, extents y, extents a, extents) {
    return {.first = {y.rows, y.columns, in_rows(y), in_rows(a, n.row(), n.column())}};
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) = a(n.row() + i, n.column() + j);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.pad(g, n.row(), n.column(), b[n.a].shape);
  }
};

template <>
struct record<op::pad> : movement, of_given_shape, linear {
  static constexpr zero_rule zeros = zero_rule::moved_among_zeros;
  static constexpr notation written{
      .text = "pad", .latex = R"(\operatorname{pad})", .close = {}, .given = given_numbers::block};
  static constexpr std::string_view c_name = "block_in_zeros";
  static constexpr c_moves moves(attributes n, extents y, extents a, extents) {
    return {.first = {a.rows, a.columns, in_rows(y, n.row(), n.column()), in_rows(a)}, .clears = true};
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const>) {
    fill_zero(y);
    place_block(y, n.row(), n.column(), a);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.slice(g, n.row(), n.column(), b[n.a].shape);
  }
};

/// Each operand's adjoint is its block. Zeros stand for the operand that does not move.
template <>
struct record<op::concatenate> : movement {
  static constexpr notation written{.text = "concatenate",
                                    .latex = R"(\begin{bmatrix})",
                                    .close = R"(\end{bmatrix})",
                                    .as = form::concatenation,
                                    .given = given_numbers::axis};
  static constexpr std::string_view c_name = "one_above_the_other";  // or side by side
  static constexpr extents shape(auto const& n, extents a, extents b) {
    return {n.axis() == 0 ? a.rows + b.rows : a.rows, n.axis() == 1 ? a.columns + b.columns : a.columns,
            shape::common_batch(a, b)};
  }
  static constexpr c_moves moves(attributes n, extents y, extents a, extents b) {
    c_place const beside = n.axis() == 0 ? in_rows(y, a.rows, 0) : in_rows(y, 0, a.columns);
    return {.first = {a.rows, a.columns, in_rows(y), in_rows(a)}, .second = {b.rows, b.columns, beside, in_rows(b)}};
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    place_block(y, 0, 0, a);
    place_block(y, n.axis() == 0 ? a.shape.rows : 0, n.axis() == 0 ? 0 : a.shape.columns, b);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t which, auto g) {
    extents const first = b[n.a].shape;
    if (which == 0) return b.slice(g, 0, 0, first);
    return b.slice(g, n.axis() == 0 ? first.rows : 0, n.axis() == 1 ? first.columns : 0, b[n.b].shape);
  }
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id, Id da, Id db) {
    auto const block = [&](Id tangent, Id of) {
      extents const block_shape = b[of].shape;  // before the graph grows: b[of] moves
      return spread(b, tangent == B::none ? b.constant(0) : tangent, block_shape);
    };
    Id const first = block(da, n.a);
    Id const second = block(db, n.b);
    return b.concatenate(first, second, n.axis());
  }
};

template <>
struct record<op::diagonal> : movement, linear {
  static constexpr notation written{"diagonal", R"(\operatorname{diag})", {}};
  static constexpr extents shape(auto const&, extents a, extents) {
    return {a.rows < a.columns ? a.rows : a.columns, 1, a.batch};
  }
  static constexpr c_moves moves(attributes, extents y, extents a, extents) {
    return {.first = {y.rows, 1, {1, 0}, {a.columns + 1, 0}}};
  }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, 0) = a(i, i);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    auto const square = b.apply(op::diagonal_matrix, g);
    return same_matrix(b[square].shape, shape) ? square : b.pad(square, 0, 0, shape);
  }
};

template <>
struct record<op::diagonal_matrix> : movement, linear {
  static constexpr zero_rule zeros = zero_rule::moved_among_zeros;
  static constexpr notation written{"diagonal_matrix", R"(\operatorname{diag})", {}};
  static constexpr extents shape(auto const&, extents a, extents) { return {a.rows, a.rows, a.batch}; }
  static constexpr c_moves moves(attributes, extents y, extents a, extents) {
    return {.first = {a.rows, 1, {y.columns + 1, 0}, {1, 0}}, .clears = true};
  }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    fill_zero(y);
    for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, i) = a(i, 0);
  }
  static constexpr auto vjp(auto& b, auto const&, auto, std::uint32_t, auto g) { return b.apply(op::diagonal, g); }
};

/// A row or a column, repeated to a matrix.
template <>
struct record<op::repeat> : movement, of_given_shape, linear {
  static constexpr notation written{.text = "broadcast_to",
                                    .latex = R"(\mathbf{1})",
                                    .close = {},
                                    .as = form::repeated_vector,
                                    .latex_rank = binding::factor,
                                    .given = given_numbers::shape};
  static constexpr std::string_view c_name = "repeat";
  static constexpr c_moves moves(attributes, extents y, extents a, extents) {
    c_place const from = a.rows == 1 ? c_place{0, 1} : c_place{1, 0};
    return {.first = {y.rows, y.columns, in_rows(y), from}};
  }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    bool const is_row = a.shape.rows == 1;
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) = is_row ? a(0, j) : a(i, 0);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.along(op::sum, b[n.a].shape.rows == 1 ? 0 : 1, g);
  }
};

/// A matrix with zeros on one side of its diagonal, whatever stood there.
template <op Code>
struct triangle : movement, linear {
  static constexpr zero_rule zeros = zero_rule::moved_among_zeros;
  static constexpr extents shape(auto const&, extents a, extents) { return a; }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) = (Code == op::tril ? j <= i : i <= j) ? a(i, j) : T{};
  }
  static constexpr auto vjp(auto& b, auto const&, auto, std::uint32_t, auto g) { return b.apply(Code, g); }
};
template <>
struct record<op::tril> : triangle<op::tril> {
  static constexpr notation written{"tril", R"(\operatorname{tril})", {}};
  static constexpr c_function c99{
      "tril", "static void tril($* y, $ const* a, int const* size) {\n"
              "  for (int i = 0; i < size[0]; ++i)\n"
              "    for (int j = 0; j < size[1]; ++j) y[i * size[1] + j] = j <= i ? a[i * size[1] + j] : 0;\n"
              "}\n"};
};
template <>
struct record<op::triu> : triangle<op::triu> {
  static constexpr notation written{"triu", R"(\operatorname{triu})", {}};
  static constexpr c_function c99{
      "triu", "static void triu($* y, $ const* a, int const* size) {\n"
              "  for (int i = 0; i < size[0]; ++i)\n"
              "    for (int j = 0; j < size[1]; ++j) y[i * size[1] + j] = i <= j ? a[i * size[1] + j] : 0;\n"
              "}\n"};
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
