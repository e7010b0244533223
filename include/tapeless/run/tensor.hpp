// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>

namespace tapeless {

/// A Rows×Columns matrix that holds its numbers, column after column; what the interpreter hands back, usable in
/// constant expressions.
template <class T, std::uint32_t Rows, std::uint32_t Columns = 1>
struct tensor {
  T values[Rows * Columns]{};

  static constexpr std::uint32_t rows() { return Rows; }
  static constexpr std::uint32_t columns() { return Columns; }
  static constexpr std::uint32_t size() { return Rows * Columns; }

  constexpr T& operator()(std::uint32_t i, std::uint32_t j = 0) { return values[j * Rows + i]; }
  constexpr T const& operator()(std::uint32_t i, std::uint32_t j = 0) const { return values[j * Rows + i]; }
  constexpr T const& operator[](std::uint32_t i) const requires(Rows == 1 || Columns == 1) { return values[i]; }
  /// A 1×1 tensor is its number.
  constexpr operator T() const requires(Rows == 1 && Columns == 1) { return values[0]; }
};

/// The values of an expression with a batch axis: one tensor for each sample that was bound.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Samples>
struct batch_tensor {
  tensor<T, Rows, Columns> samples[Samples]{};
  std::uint32_t count = 0;

  constexpr std::uint32_t size() const { return count; }
  constexpr tensor<T, Rows, Columns> const& operator[](std::uint32_t s) const { return samples[s]; }
};

}  // namespace tapeless
