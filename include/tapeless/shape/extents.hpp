// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tapeless {

/// The shape of a value: `rows` × `columns` within a sample, and the number of samples if there is a batch axis (0: there is none).
/// A scalar is 1×1, a column vector n×1.
struct extents {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t batch = 0;

  /// Elements within one sample.
  constexpr std::uint32_t size() const { return rows * columns; }
  /// Elements in all samples.
  constexpr std::uint32_t total() const { return size() * (batch == 0 ? 1 : batch); }
  constexpr bool is_scalar() const { return rows == 1 && columns == 1; }
  constexpr bool is_vector() const { return columns == 1; }
  constexpr bool is_batched() const { return batch != 0; }
  constexpr extents transposed() const { return {columns, rows, batch}; }
  constexpr extents with_batch(std::uint32_t samples) const { return {rows, columns, samples}; }

  friend constexpr bool operator==(extents const&, extents const&) = default;
};

constexpr bool same_matrix(extents a, extents b) { return a.rows == b.rows && a.columns == b.columns; }

}  // namespace tapeless
