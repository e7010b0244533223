// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/meta/force_inline.hpp"
#include "tapeless/ops/op.hpp"
#include "tapeless/shape/extents.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// A matrix stored column after column, `step` numbers apart.
template <class T>
struct stored {
  T* data;
  extents shape;
  std::uint32_t step = shape.rows;

  constexpr T& operator()(std::uint32_t i, std::uint32_t j) const { return data[j * step + i]; }
};

/// The shape of such a matrix.
struct stored_shape {
  extents shape;
  std::uint32_t step;

  constexpr stored_shape(extents close) : shape(close), step(close.rows) {}
  constexpr stored_shape(extents given, std::uint32_t leading_dimension) : shape(given), step(leading_dimension) {}

  template <class T>
  constexpr stored<T> at(T* data) const {
    return {data, shape, step};
  }
};

/// `block` into `to`, its first element at (row, column) there.
template <class T>
constexpr void place_block(stored<T> to, std::uint32_t row, std::uint32_t column, stored<T const> block) {
  for (std::uint32_t j = 0; j < block.shape.columns; ++j)
    for (std::uint32_t i = 0; i < block.shape.rows; ++i) to(row + i, column + j) = block(i, j);
}
/// The block of `from` whose first element is at (row, column).
template <class T>
constexpr void take_block(stored<T> block, stored<T const> from, std::uint32_t row, std::uint32_t column) {
  for (std::uint32_t j = 0; j < block.shape.columns; ++j)
    for (std::uint32_t i = 0; i < block.shape.rows; ++i) block(i, j) = from(row + i, column + j);
}
template <class T>
constexpr void fill_zero(stored<T> to) {
  for (std::uint32_t e = 0; e < to.step * to.shape.columns; ++e) to.data[e] = T{};
}
/// The same elements row after row, in two shapes.
template <class T>
constexpr void reshaped(stored<T> to, stored<T const> from) {
  for (std::uint32_t e = 0; e < to.shape.size(); ++e)
    to(e / to.shape.columns, e % to.shape.columns) = from(e / from.shape.columns, e % from.shape.columns);
}

/// What a movement of one operand writes. (row, column) is where a slice begins, and where a pad puts its operand.
template <op Code, class T>
constexpr void moved(stored<T> to, stored<T const> from, std::uint32_t row, std::uint32_t column) {
  if constexpr (Code == op::slice) {
    take_block(to, from, row, column);
  } else if constexpr (Code == op::pad) {
    fill_zero(to);
    place_block(to, row, column, from);
  } else if constexpr (Code == op::reshape) {
    reshaped(to, from);
  } else if constexpr (Code == op::diagonal) {
    for (std::uint32_t i = 0; i < to.shape.rows; ++i) to(i, 0) = from(i, i);
  } else if constexpr (Code == op::diagonal_matrix) {
    fill_zero(to);
    for (std::uint32_t i = 0; i < to.shape.rows; ++i) to(i, i) = from(i, 0);
  } else {
    constexpr bool transposes = Code == op::transpose;
    bool const row_repeated = from.shape.rows == 1;
    for (std::uint32_t j = 0; j < to.shape.columns; ++j)
      for (std::uint32_t i = 0; i < to.shape.rows; ++i)
        to(i, j) = transposes ? from(j, i) : row_repeated ? from(0, j) : from(i, 0);  // else: repeat
  }
}

/// A movement of each sample.
template <class T, op Code>
TAPELESS_FORCE_INLINE inline void move(target<T> out, stored_shape to, operand<T> in, stored_shape from,
                                       std::uint32_t row, std::uint32_t column, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) moved<Code, T>(to.at(out.sample(s)), from.at(in.sample(s)), row, column);
}

/// Two matrices one above (axis 0) or beside the other.
template <class T>
constexpr void concatenated(stored<T> to, stored<T const> first, stored<T const> second, std::uint32_t axis) {
  place_block(to, 0, 0, first);
  place_block(to, axis == 0 ? first.shape.rows : 0, axis == 0 ? 0 : first.shape.columns, second);
}
template <class T>
TAPELESS_FORCE_INLINE inline void concatenate(target<T> out, stored_shape to, operand<T> first,
                                              stored_shape first_shape, operand<T> second, stored_shape second_shape,
                                              std::uint32_t axis, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s)
    concatenated<T>(to.at(out.sample(s)), first_shape.at(first.sample(s)), second_shape.at(second.sample(s)), axis);
}

/// One-hot vectors of class indices (checked before the run).
template <class T>
TAPELESS_FORCE_INLINE inline void one_hot(target<T> out, class_indices const& labels, std::uint32_t classes,
                                          std::uint32_t samples) {
  if (register_bytes != 0 && samples > 4) {  // below, one by one is faster than the call
    __builtin_memset(out.data, 0, std::size_t{samples} * classes * sizeof(T));
    for (std::uint32_t s = 0; s < samples; ++s) out.sample(s)[labels[s]] = T(1);
    return;
  }
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const to = out.sample(s);
    std::uint32_t const hot = labels[s];
    for (std::uint32_t c = 0; c < classes; ++c) to[c] = c == hot ? T(1) : T(0);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
