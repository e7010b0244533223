// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// C = op(A)·op(B): C is rows×columns, the inner extent is `inner`; all matrices are stored column after column.
struct product_shape {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t inner = 1;
  bool left_transposed = false;
  bool right_transposed = false;

  friend constexpr bool operator==(product_shape const&, product_shape const&) = default;
};

/// C += op(A)·op(B). With A as stored, columns of A are added up (contiguous in A and C); with A transposed, columns of A are
/// dotted, four at a time so that four sums are under way at once.
template <class T, product_shape S>
void multiply_add(T* c, T const* a, T const* b) {
  constexpr std::uint32_t b_inner = S.right_transposed ? S.columns : 1;
  constexpr std::uint32_t b_column = S.right_transposed ? 1 : S.inner;
  for (std::uint32_t j = 0; j < S.columns; ++j) {
    T const* const bj = b + j * b_column;
    T* const cj = c + j * S.rows;
    if constexpr (!S.left_transposed) {
      for (std::uint32_t k = 0; k < S.inner; ++k) {
        T const factor = bj[k * b_inner];
        T const* const ak = a + k * S.rows;
        for (std::uint32_t i = 0; i < S.rows; ++i) cj[i] += ak[i] * factor;
      }
    } else {
      constexpr std::uint32_t block = S.rows - S.rows % 4;
      for (std::uint32_t i = 0; i < block; i += 4) {
        T sum[4]{};
        for (std::uint32_t k = 0; k < S.inner; ++k)
          for (std::uint32_t r = 0; r < 4; ++r) sum[r] += a[(i + r) * S.inner + k] * bj[k * b_inner];
        for (std::uint32_t r = 0; r < 4; ++r) cj[i + r] += sum[r];
      }
      for (std::uint32_t i = block; i < S.rows; ++i) {
        T sum{};
        for (std::uint32_t k = 0; k < S.inner; ++k) sum += a[i * S.inner + k] * bj[k * b_inner];
        cj[i] += sum;
      }
    }
  }
}

/// One product for each sample; `samples` is 1 where nothing has a batch axis.
template <class T, product_shape S>
void product(target<T> out, operand<T> left, operand<T> right, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const c = out.sample(s);
    for (std::uint32_t i = 0; i < S.rows * S.columns; ++i) c[i] = T{};
    multiply_add<T, S>(c, left.sample(s), right.sample(s));
  }
}

/// The sum of the samples' products.
template <class T, product_shape S>
void batch_product_sum(target<T> out, operand<T> left, operand<T> right, std::uint32_t samples) {
  T* const c = out.data;
  for (std::uint32_t i = 0; i < S.rows * S.columns; ++i) c[i] = T{};
  for (std::uint32_t s = 0; s < samples; ++s) multiply_add<T, S>(c, left.sample(s), right.sample(s));
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
