// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/structural.hpp"
#include "tapeless/shape/rules.hpp"

/// Matrix products, whose operands may be taken transposed, and sums over the samples. Matrix products have no sign in
/// LaTeX; `\,` stands where one is needed.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

struct matrix_product : structural<family::product, 2> {
  static constexpr extents product_shape(auto const& n, extents a, extents b) {
    return shape::product(n.left_transposed ? a.transposed() : a, n.right_transposed ? b.transposed() : b);
  }
  /// y + op(A)·op(B)
  template <class T>
  static constexpr void add(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    std::uint32_t const inner = n.left_transposed ? a.shape.rows : a.shape.columns;
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t k = 0; k < inner; ++k) {
        T const factor = n.right_transposed ? b(j, k) : b(k, j);
        for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) += (n.left_transposed ? a(k, i) : a(i, k)) * factor;
      }
  }
  /// C = op(A)·op(B): the adjoint of A is G·op(B)ᵀ, transposed if A was; that of B is op(A)ᵀ·G. The same for sums over
  /// the samples.
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t which, auto g) {
    if (which == 0)
      return n.left_transposed ? b.product(n.b, n.right_transposed, g, true)
                               : b.product(g, false, n.b, !n.right_transposed);
    return n.right_transposed ? b.product(g, true, n.a, n.left_transposed)
                              : b.product(n.a, !n.left_transposed, g, false);
  }
};

template <>
struct record<op::product> : matrix_product {
  static constexpr notation written{"*", R"(\,)", {}, form::matrix_product, binding::factor, binding::factor};
  static constexpr extents shape(auto const& n, extents a, extents b) { return product_shape(n, a, b); }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    fill_zero(y);
    add(n, y, a, b);
  }
  /// d(op(A)·op(B)) = op(dA)·op(B) + op(A)·op(dB).
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id, Id da, Id db) {
    Id const left = da == B::none ? da : b.product(da, n.left_transposed, n.b, n.right_transposed);
    Id const right = db == B::none ? db : b.product(n.a, n.left_transposed, db, n.right_transposed);
    return sum_of_tangents(b, left, right);
  }
};

template <>
struct record<op::batch_product_sum> : matrix_product, over_samples {
  static constexpr notation written{"batch_sum", R"(\sum)", {}, form::over_samples, binding::atom, binding::series};
  static constexpr extents shape(auto const& n, extents a, extents b) { return product_shape(n, a, b).with_batch(0); }
  template <class T>
  static constexpr void value(attributes n, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    add(n, y, a, b);
  }
  /// Where one factor is equal for all samples the law of such sums leaves one product: Σ (A·Bₛ) = A·Σ Bₛ.
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id, Id da, Id db) {
    auto const summed = [&](Id left, Id right) {
      if (b[left].shape.is_batched() && b[right].shape.is_batched())
        return b.batch_product_sum(left, n.left_transposed, right, n.right_transposed);
      return b.apply(op::batch_sum, b.product(left, n.left_transposed, right, n.right_transposed));
    };
    Id const left = da == B::none ? da : summed(da, n.b);
    return sum_of_tangents(b, left, db == B::none ? db : summed(n.a, db));
  }
};

/// A tangent that is equal for all samples counts once per sample.
template <>
struct record<op::batch_sum> : structural<family::batch_sum, 1>, linear, over_samples {
  static constexpr notation written{"batch_sum", R"(\sum)", {}, form::over_samples, binding::atom, binding::series};
  static constexpr std::string_view c_name = "sum_over_samples";
  static constexpr extents shape(auto const&, extents a, extents) { return a.with_batch(0); }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) += a(i, j);
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.broadcast(g, b[n.a].shape);
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
