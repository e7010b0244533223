// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/storage.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// A Rows×Columns matrix somewhere in a store or a workspace, indexed in textbook order (row, column) whatever the storage order.
/// Copies only a pointer; the memory belongs to somebody else.
template <class T, std::uint32_t Rows, std::uint32_t Columns = 1>
class view {
public:
  using element = std::remove_const_t<T>;
  constexpr explicit view(T* first_element) : data(first_element) {}

  static constexpr std::uint32_t rows() { return Rows; }
  static constexpr std::uint32_t columns() { return Columns; }
  static constexpr std::uint32_t size() { return Rows * Columns; }

  constexpr T& operator()(std::size_t i, std::size_t j = 0) const { return data[j * step + i]; }
  constexpr T& operator[](std::size_t i) const requires(Rows == 1 || Columns == 1) { return data[i]; }
  /// A 1×1 view is its number.
  constexpr operator element() const requires(Rows == 1 && Columns == 1) { return *data; }

  /// Row after row, as a textbook prints a matrix.
  constexpr void copy_from(std::span<element const, Rows * Columns> dense) const requires(!std::is_const_v<T>) {
    for (std::uint32_t i = 0; i < Rows; ++i)
      for (std::uint32_t j = 0; j < Columns; ++j) (*this)(i, j) = dense[i * Columns + j];
  }
  constexpr void copy_to(std::span<element, Rows * Columns> dense) const {
    for (std::uint32_t i = 0; i < Rows; ++i)
      for (std::uint32_t j = 0; j < Columns; ++j) dense[i * Columns + j] = (*this)(i, j);
  }

private:
  static constexpr std::uint32_t step = plan::leading_dimension({Rows, Columns});
  T* data;
};

/// The values of an expression with a batch axis: one view for each sample bound in the run.
template <class T, std::uint32_t Rows, std::uint32_t Columns>
class batch_view {
public:
  constexpr batch_view(T* first, std::uint32_t count) : data(first), samples(count) {}
  constexpr std::uint32_t size() const { return samples; }
  constexpr view<T, Rows, Columns> operator[](std::size_t s) const {
    return view<T, Rows, Columns>(data + s * plan::stored_size({Rows, Columns}));
  }

private:
  T* data;
  std::uint32_t samples;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
