// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/structural.hpp"
#include "tapeless/shape/rules.hpp"

#include <limits>

/// Rows or columns by their numbers, as of a table of embeddings, and what is added to them.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// Operations whose second operand says which rows (axis 0) or columns (axis 1): a vector of numbers, of which whole
/// ones count.
struct by_numbers : structural<family::matrix_function, 0> {
  static constexpr std::uint32_t constant_operands = 0b010;
  static constexpr std::uint64_t cost(extents, extents) { return 0; }

  /// f(k, which) for each element number k, which is below `limit`, or `limit` for what is no number of a row or
  /// column.
  template <class T, class F>
  static constexpr void each_number(matrix<T const> numbers, std::uint32_t limit, F const& f) {
    for (std::uint32_t k = 0; k < numbers.shape.size(); ++k) {
      T const number = numbers.shape.columns == 1 ? numbers(k, 0) : numbers(0, k);
      bool const exists = number >= T{0} && number < static_cast<T>(limit);
      f(k, exists ? static_cast<std::uint32_t>(number) : limit);
    }
  }
  /// `added` into the rows or columns of y.
  template <class T>
  static constexpr void add(bool rows, matrix<T> y, matrix<T const> added, matrix<T const> numbers) {
    std::uint32_t const limit = rows ? y.shape.rows : y.shape.columns;
    each_number(numbers, limit, [&](std::uint32_t k, std::uint32_t which) {
      std::uint32_t const length = which == limit ? 0 : rows ? y.shape.columns : y.shape.rows;
      for (std::uint32_t e = 0; e < length; ++e) (rows ? y(which, e) : y(e, which)) += rows ? added(k, e) : added(e, k);
    });
  }
  /// What is gathered from is scattered to: `detail` is the axis, and how many rows or columns there are along it.
  static constexpr auto scattered(auto& b, op code, auto added, auto numbers, std::uint32_t axis, extents table) {
    return b.build({.code = code,
                    .a = added,
                    .b = numbers,
                    .detail = offset_detail(axis, axis == 0 ? table.rows : table.columns)});
  }
  static constexpr auto gathered(auto& b, auto table, auto numbers, std::uint32_t axis) {
    return b.build({.code = op::gather, .a = table, .b = numbers, .detail = axis_detail(axis)});
  }
};

/// NaN where there is no such row or column.
template <>
struct record<op::gather> : by_numbers {
  static constexpr notation written{
      .text = "gather", .latex = R"(\operatorname{gather})", .close = {}, .given = given_numbers::axis};
  static constexpr c_function c99{
      "gather", "/* the rows (1) or columns (2) of a that the numbers b say */\n"
                "static void gather($* y, $ const* a, $ const* b, int const* size) {\n"
                "  int const rows = size[5] == 1, count = size[2] * size[3], limit = size[rows ? 0 : 1];\n"
                "  for (int k = 0; k < count; ++k)\n"
                "    for (int e = 0; e < size[rows ? 1 : 0]; ++e) {\n"
                "      int const exists = b[k] >= 0 && b[k] < limit, which = exists ? (int)b[k] : 0;\n"
                "      $ const found = rows ? a[which * size[1] + e] : a[e * size[1] + which];\n"
                "      y[rows ? k * size[1] + e : e * count + k] = exists ? found : NAN;\n"
                "    }\n"
                "}\n"};
  static constexpr extents shape(auto const& n, extents a, extents b) {
    return {n.axis() == 0 ? b.size() : a.rows, n.axis() == 0 ? a.columns : b.size(), shape::common_batch(a, b)};
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    bool const rows = n.axis() == 0;
    std::uint32_t const limit = rows ? a.shape.rows : a.shape.columns;
    each_number(b, limit, [&](std::uint32_t k, std::uint32_t which) {
      for (std::uint32_t e = 0; e < (rows ? a.shape.columns : a.shape.rows); ++e) {
        T& to = rows ? y(k, e) : y(e, k);
        to = which == limit ? std::numeric_limits<T>::quiet_NaN() : rows ? a(which, e) : a(e, which);
      }
    });
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t which, auto g) {
    return which == 1 ? b.constant(0) : scattered(b, op::scatter_add, g, n.b, n.axis(), b[n.a].shape);
  }
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id, Id da, Id) {
    return da == B::none ? da : gathered(b, da, n.b, n.axis());
  }
};

struct scattering : by_numbers {
  static constexpr extents shape(auto const& n, extents a, extents b) {
    return {n.row() == 0 ? n.column() : a.rows, n.row() == 0 ? a.columns : n.column(), shape::common_batch(a, b)};
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t which, auto g) {
    return which == 0 ? gathered(b, g, n.b, n.row()) : which == 1 ? b.constant(0) : g;
  }
};
template <>
struct record<op::scatter_add> : scattering {
  static constexpr notation written{"scatter_add", R"(\operatorname{scatter\_add})", {}};
  static constexpr c_function c99{"scatter_add",
                                  "/* zeros, and a added to the rows (0) or columns (1) that the numbers b say */\n"
                                  "static void scatter_add($* y, $ const* a, $ const* b, int const* size) {\n"
                                  "  int const rows = size[4] == 0, limit = size[5], count = size[2] * size[3];\n"
                                  "  int const length = size[rows ? 1 : 0];\n"
                                  "  for (int i = 0; i < limit * length; ++i) y[i] = 0;\n"
                                  "  for (int k = 0; k < count; ++k)\n"
                                  "    for (int e = 0; e < length && b[k] >= 0 && b[k] < limit; ++e)\n"
                                  "      y[rows ? (int)b[k] * length + e : e * limit + (int)b[k]] += "
                                  "a[rows ? k * length + e : e * count + k];\n"
                                  "}\n"};
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    fill_zero(y);
    add(n.row() == 0, y, a, b);
  }
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto n, Id, Id da, Id) {
    n.a = da;
    return da == B::none ? da : b.build(n);
  }
};
/// The gradient of a table that all samples share. With a third operand, which all samples share too, what that is with
/// the gradient added: where the table is overwritten with it, only those rows or columns are touched.
template <>
struct record<op::batch_scatter_add> : scattering, over_samples {
  static constexpr notation written{"batch_scatter_add", R"(\operatorname{scatter\_add})", {}};
  static constexpr c_function c99{"batch_scatter_add",
                                  "/* a added to the rows (0) or columns (1) that the numbers b say */\n"
                                  "static void batch_scatter_add($* y, $ const* a, $ const* b, int const* size) {\n"
                                  "  int const rows = size[4] == 0, limit = size[5], count = size[2] * size[3];\n"
                                  "  int const length = size[rows ? 1 : 0];\n"
                                  "  for (int k = 0; k < count; ++k)\n"
                                  "    for (int e = 0; e < length && b[k] >= 0 && b[k] < limit; ++e)\n"
                                  "      y[rows ? (int)b[k] * length + e : e * limit + (int)b[k]] += "
                                  "a[rows ? k * length + e : e * count + k];\n"
                                  "}\n"};
  static constexpr extents shape(auto const& n, extents a, extents b) {
    return scattering::shape(n, a, b).with_batch(0);
  }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    add(n.row() == 0, y, a, b);
  }
  /// A tangent that is equal for all samples counts once per sample.
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto n, Id, Id da, Id) {
    if (da == B::none) return da;
    n.code = op::scatter_add;
    n.a = da;
    return b.apply(op::batch_sum, b.build(n));
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
