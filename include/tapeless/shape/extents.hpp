// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>

namespace tapeless {

/// The most elements of a value, of a store and of a workspace: indices are 32 bits wide, what is padded takes up to
/// twice the memory, and 8 bytes for each element are no more than a pointer difference holds. (On targets of 32 bits
/// 2^28 − 1.)
inline constexpr std::uint64_t most_elements =
    std::uint64_t{PTRDIFF_MAX} / 8 < (std::uint64_t{1} << 30) ? std::uint64_t{PTRDIFF_MAX} / 8 : std::uint64_t{1} << 30;

/// The shape of a value: `rows` × `columns` within a sample, and the number of samples if there is a batch axis (0:
/// there is none). A scalar is 1×1, a column vector n×1.
struct extents {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t batch = 0;

  /// Elements within one sample.
  constexpr std::uint32_t size() const { return rows * columns; }
  /// Elements in all samples.
  constexpr std::uint32_t total() const { return size() * (batch == 0 ? 1 : batch); }
  /// Whether size() is a number that a value can have; before that is known, size() and total() may have wrapped.
  constexpr bool is_countable() const {
    return (rows != 0 && columns != 0 && std::uint64_t{rows} * columns <= most_elements) || is_symbolic();
  }
  /// Whether an extent is one of a parameter that is not known yet: see `any_matrix`.
  constexpr bool is_symbolic() const;
  constexpr bool is_countable_in_all_samples() const {
    return is_countable() && std::uint64_t{size()} * (batch == 0 ? 1 : batch) <= most_elements;
  }
  constexpr bool is_scalar() const { return rows == 1 && columns == 1; }
  constexpr bool is_vector() const { return columns == 1; }
  constexpr bool is_batched() const { return batch != 0; }
  constexpr extents transposed() const { return {columns, rows, batch}; }
  constexpr extents with_batch(std::uint32_t samples) const { return {rows, columns, samples}; }

  friend constexpr bool operator==(extents const&, extents const&) = default;
};

/// The shape of what an optimizer's rule is written for, a parameter that is not known yet. No value has so many rows
/// or columns, and the two differ: shapes that are made of them agree only where they do for parameters of every shape.
inline constexpr extents any_matrix{0x7fffffff, 0x7ffffffe};
constexpr bool extents::is_symbolic() const {
  return rows == any_matrix.rows || rows == any_matrix.columns || columns == any_matrix.rows ||
         columns == any_matrix.columns;
}

constexpr bool same_matrix(extents a, extents b) { return a.rows == b.rows && a.columns == b.columns; }

}  // namespace tapeless
