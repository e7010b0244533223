// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/meta/force_inline.hpp"
#include "tapeless/ops/movement.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The shape of a matrix, and how far apart its columns are stored.
struct stored_shape {
  extents shape;
  std::uint32_t step;

  constexpr stored_shape(extents close) : shape(close), step(close.rows) {}
  constexpr stored_shape(extents given, std::uint32_t leading_dimension) : shape(given), step(leading_dimension) {}

  template <class T>
  constexpr ops::matrix<T> at(T* data) const {
    return {data, shape, step};
  }
};

/// A movement of each sample.
template <class T, op Code>
TAPELESS_FORCE_INLINE inline void move(target<T> out, stored_shape to, operand<T> in, stored_shape from,
                                       std::uint32_t row, std::uint32_t column, std::uint32_t samples) {
  ops::attributes const how{offset_detail(row, column)};
  for (std::uint32_t s = 0; s < samples; ++s)
    ops::record<Code>::value(how, to.at(out.sample(s)), from.at(in.sample(s)), ops::matrix<T const>{});
}

/// Two matrices one above (axis 0) or beside the other.
template <class T>
TAPELESS_FORCE_INLINE inline void concatenate(target<T> out, stored_shape to, operand<T> first,
                                              stored_shape first_shape, operand<T> second, stored_shape second_shape,
                                              std::uint32_t axis, std::uint32_t samples) {
  ops::attributes const how{axis_detail(axis)};
  for (std::uint32_t s = 0; s < samples; ++s)
    ops::record<op::concatenate>::value(how, to.at(out.sample(s)), first_shape.at(first.sample(s)),
                                        second_shape.at(second.sample(s)));
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
