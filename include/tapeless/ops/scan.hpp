// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/movement.hpp"
#include "tapeless/ops/normalization.hpp"

/// Cumulative sums and products and linear recurrences, of a column vector, or along an axis of a matrix.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// Σ xⱼ for j ≤ i, or from the end for j ≥ i: the transposes of each other, as the triangles of ones are.
template <op Code, op Transposed>
struct cumulative_sum : structural<family::normalization, 1>, normalization<Code>, linear {
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T total{};
    for (std::uint32_t k = 0; k < x.size; ++k) {
      std::uint32_t const i = Code == op::cumsum ? k : x.size - 1 - k;
      y[i] = total += x[i];
    }
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.along(Transposed, n.axis(), g);
  }
};
template <>
struct record<op::cumsum> : cumulative_sum<op::cumsum, op::reverse_cumsum> {
  static constexpr notation written{"cumsum", R"(\operatorname{cumsum})", {}};
  static constexpr c_function c99{"cumsum", "/* the sum of the first k + 1 numbers */\n"
                                            "static $ cumsum($ const* x, int n, int stride, int k) {\n"
                                            "  $ sum = 0;\n"
                                            "  for (int i = 0; i < n && i <= k; ++i) sum += x[i * stride];\n"
                                            "  return sum;\n"
                                            "}\n"};
};
template <>
struct record<op::reverse_cumsum> : cumulative_sum<op::reverse_cumsum, op::cumsum> {
  static constexpr notation written{"reverse_cumsum", R"(\operatorname{cumsum}^{\top})", {}};
  static constexpr c_function c99{"reverse_cumsum",
                                  "/* the sum of the numbers from number k on, the last one first */\n"
                                  "static $ reverse_cumsum($ const* x, int n, int stride, int k) {\n"
                                  "  $ sum = 0;\n"
                                  "  for (int i = n - 1; i >= k; --i) sum += x[i * stride];\n"
                                  "  return sum;\n"
                                  "}\n"};
};

/// The lines of a node without their last numbers, or without their first ones.
struct shifting {
  bool down;
  extents whole;
  extents rest = {down ? whole.rows - 1 : whole.rows, down ? whole.columns : whole.columns - 1};
  std::uint32_t row = down ? 1 : 0;
  std::uint32_t column = down ? 0 : 1;

  constexpr shifting(auto const& scanned, extents of_operand)
      : down(scanned.axis() == 0 || (scanned.axis() == all_axes && of_operand.columns == 1)), whole(of_operand) {}

  constexpr bool is_empty() const { return rest.size() == 0; }
  constexpr auto all_but_last(auto& b, auto x) const { return b.slice(x, 0, 0, rest); }
  constexpr auto all_but_first(auto& b, auto x) const { return b.slice(x, row, column, rest); }
  constexpr auto first_of_each(auto& b, double number) const {
    return b.broadcast(b.constant(number), {down ? 1 : whole.rows, down ? whole.columns : 1});
  }
  /// 0 and, from the second numbers on, lateᵢ·earlyᵢ₋₁.
  template <class Id>
  constexpr Id lagged_product(auto& b, Id late, Id early) const {
    if (is_empty()) return b.constant(0);
    Id const last = all_but_first(b, late);
    Id const first = all_but_last(b, early);
    return b.pad(b.apply(op::multiply, last, first), row, column, whole);
  }
};

/// yᵢ = Π xⱼ for j ≤ i: dyᵢ = xᵢ·dyᵢ₋₁ + yᵢ₋₁·dxᵢ, and no quotient, so that zeros do no harm.
template <>
struct record<op::cumprod> : structural<family::normalization, 1>, normalization<op::cumprod> {
  static constexpr notation written{"cumprod", R"(\operatorname{cumprod})", {}};
  static constexpr c_function c99{"cumprod", "/* the product of the first k + 1 numbers */\n"
                                             "static $ cumprod($ const* x, int n, int stride, int k) {\n"
                                             "  $ product = 1;\n"
                                             "  for (int i = 0; i < n && i <= k; ++i) product *= x[i * stride];\n"
                                             "  return product;\n"
                                             "}\n"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T total{1};
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = total *= x[i];
  }
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    auto const sums = b.build({.code = op::reverse_recurrence, .a = n.a, .b = g, .detail = n.detail});
    return b.apply(op::multiply, sums, before(b, n, y));
  }
  static constexpr auto jvp(auto& b, auto const& n, auto y, auto da, auto) {
    auto const moved = b.apply(op::multiply, da, before(b, n, y));
    return b.build({.code = op::recurrence, .a = n.a, .b = moved, .detail = n.detail});
  }

private:
  /// Π xⱼ for j < i.
  static constexpr auto before(auto& b, auto const& n, auto y) {
    shifting const shift(n, b[n.a].shape);
    auto const ones = shift.first_of_each(b, 1);
    return shift.is_empty() ? ones : b.concatenate(ones, shift.all_but_last(b, y), shift.down ? 0 : 1);
  }
};

/// Both recurrences are linear in b, and each the transpose of the other.
template <op Code, op Transposed>
struct linear_recurrence : structural<family::matrix_function, 2> {
  static constexpr bool is_forward = Code == op::recurrence;
  static constexpr std::uint64_t cost(extents a, extents) { return 2 * a.size(); }
  static constexpr extents shape(auto const&, extents a, extents b) { return a.with_batch(shape::common_batch(a, b)); }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    for_each_line(
        n.axis(),
        [](auto to, auto factor, auto term) {
          std::uint32_t const size = to.size;
          for (std::uint32_t k = 0; k < size; ++k) {
            std::uint32_t const i = is_forward ? k : size - 1 - k;
            to[i] = k == 0       ? term[i]
                    : is_forward ? factor[i] * to[i - 1] + term[i]
                                 : factor[i + 1] * to[i + 1] + term[i];
          }
        },
        y, a, b);
  }
  template <class Id>
  static constexpr Id vjp(auto& b, auto const& n, Id y, std::uint32_t which, Id g) {
    extents const shape = b[n.a].shape;
    Id const sums = b.build({.code = Transposed, .a = n.a, .b = g, .detail = n.detail});
    if (which == 1) return sums;
    return is_forward ? shifting(n, shape).lagged_product(b, sums, y) : shifting(n, shape).lagged_product(b, y, sums);
  }
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto n, Id y, Id da, Id db) {
    Id moved = db;
    if (da != B::none) {
      shifting const shift(n, b[n.a].shape);
      Id const products = is_forward ? shift.lagged_product(b, da, y) : earlier_product(b, shift, da, y);
      moved = sum_of_tangents(b, products, db);
    }
    n.b = spread(b, moved, n.shape);
    return b.build(n);
  }

private:
  /// daᵢ₊₁·yᵢ₊₁, and 0 for the last ones.
  template <class Id>
  static constexpr Id earlier_product(auto& b, shifting const& shift, Id da, Id y) {
    if (shift.is_empty()) return b.constant(0);
    return b.pad(shift.all_but_first(b, b.apply(op::multiply, da, y)), 0, 0, shift.whole);
  }
};

template <>
struct record<op::recurrence> : linear_recurrence<op::recurrence, op::reverse_recurrence> {
  static constexpr notation written{
      .text = "recurrence", .latex = R"(\operatorname{recurrence})", .close = {}, .given = given_numbers::axis};
  static constexpr c_function c99{
      "recurrence", "/* y[i] = a[i] * y[i - 1] + b[i] along each column (1), row (2) or all numbers (0) */\n"
                    "static void recurrence($* y, $ const* a, $ const* b, int const* size) {\n"
                    "  int const width = size[1], count = size[0] * size[1];\n"
                    "  for (int i = 0; i < count; ++i) {\n"
                    "    int const before = size[5] == 1 ? i - width : size[5] == 2 && i % width == 0 ? -1 : i - 1;\n"
                    "    y[i] = before < 0 ? b[i] : a[i] * y[before] + b[i];\n"
                    "  }\n"
                    "}\n"};
};
template <>
struct record<op::reverse_recurrence> : linear_recurrence<op::reverse_recurrence, op::recurrence> {
  static constexpr notation written{.text = "reverse_recurrence",
                                    .latex = R"(\operatorname{recurrence}^{\top})",
                                    .close = {},
                                    .given = given_numbers::axis};
  static constexpr c_function c99{
      "reverse_recurrence",
      "/* y[i] = a[i + 1] * y[i + 1] + b[i] along each column (1), row (2) or all numbers (0) */\n"
      "static void reverse_recurrence($* y, $ const* a, $ const* b, int const* size) {\n"
      "  int const width = size[1], count = size[0] * size[1];\n"
      "  for (int i = count - 1; i >= 0; --i) {\n"
      "    int const next = size[5] == 1 ? i + width : size[5] == 2 && i % width == width - 1 ? count : i + 1;\n"
      "    y[i] = next >= count ? b[i] : a[next] * y[next] + b[i];\n"
      "  }\n"
      "}\n"};
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
