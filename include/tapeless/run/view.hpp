// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/storage.hpp"
#include "tapeless/shape/error.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace tapeless {
namespace error {
template <class Value>
inline constexpr bool assignment_to_a_view = false;
template <class Given, class Wanted>
inline constexpr bool view_of_another_shape = false;
}  // namespace error

inline namespace TAPELESS_TARGET {

/// A Rows×Columns matrix somewhere in a store or a workspace, indexed in textbook order (row, column) whatever the
/// storage order. Copies only a pointer; the memory belongs to somebody else.
template <class T, std::uint32_t Rows, std::uint32_t Columns = 1>
class view {
public:
  using element = std::remove_const_t<T>;
  constexpr explicit view(T* first_element) : data(first_element) {}
  constexpr view(view const&) = default;
  constexpr view& operator=(view const&) & = default;  // a variable may look elsewhere
  /// For store[W] = numbers, and store[W] = store[V], which would copy a pointer into what is gone at once.
  template <class Value>
  constexpr void operator=(Value const&) const&& {
    static_assert(
        error::assignment_to_a_view<Value>,
        "tapeless: a view is filled, not assigned: view.copy_from(array), row after row, or copy_from(view); view(i, j) = number");
  }

  static constexpr std::uint32_t rows() { return Rows; }
  static constexpr std::uint32_t columns() { return Columns; }
  static constexpr std::uint32_t size() { return Rows * Columns; }

  constexpr T& operator()(std::size_t i, std::size_t j = 0) const noexcept { return data[j * step + i]; }
  constexpr T& operator[](std::size_t i) const noexcept requires(Rows == 1 || Columns == 1) { return data[i]; }
  template <class Index>
    requires(Rows != 1 && Columns != 1)
  constexpr T& operator[](Index const&) const = delete;  // tapeless: an element of a matrix is view(row, column)
  /// A 1×1 view is its number.
  constexpr operator element() const noexcept requires(Rows == 1 && Columns == 1) { return *data; }
  /// Of more numbers than one, the compilers print this line (deleted: see expr::traits).
  template <std::floating_point Take_an_element>
    requires(Rows != 1 || Columns != 1)
  constexpr operator Take_an_element() const = delete;  // tapeless: many numbers: view(i), view(i, j), copy_to(array)

  /// Row after row, as a textbook prints a matrix.
  constexpr void copy_from(std::span<element const, Rows * Columns> dense) const noexcept
      requires(!std::is_const_v<T>) {
    for (std::uint32_t i = 0; i < Rows; ++i)
      for (std::uint32_t j = 0; j < Columns; ++j) (*this)(i, j) = dense[i * Columns + j];
  }
  /// The numbers of another view of this shape, rounded where its type has more digits.
  template <class From, std::uint32_t GivenRows, std::uint32_t GivenColumns>
  constexpr void copy_from(view<From, GivenRows, GivenColumns> const& from) const noexcept
      requires(!std::is_const_v<T>) {
    if constexpr (GivenRows != Rows || GivenColumns != Columns) {
      static_assert(
          error::view_of_another_shape<error::shape_of<GivenRows, GivenColumns>, error::shape_of<Rows, Columns>>,
          "tapeless: view.copy_from(other) takes a view of its own shape; see shape_of<given>, shape_of<own>");
    } else {
      for (std::uint32_t j = 0; j < Columns; ++j)
        for (std::uint32_t i = 0; i < Rows; ++i) (*this)(i, j) = static_cast<element>(from(i, j));
    }
  }
  constexpr void copy_to(std::span<element, Rows * Columns> dense) const noexcept {
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
