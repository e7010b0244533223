// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/ops/records.hpp"
#include "tapeless/target/force_inline.hpp"

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

/// The value that an operation's record gives, of each sample, or summed over the samples. It serves every operation
/// that is not element-wise, in the interpreter and, where no kernel of its own pays, in programs. Shapes are passed at
/// run time: matrices of all shapes share the code. What is summed over the samples is added to zeros, or to `onto`, a
/// matrix of the result's shape, which may be the result itself.
template <op Code, class T>
TAPELESS_FORCE_INLINE constexpr void reference(ops::attributes how, target<T> out, stored_shape to, operand<T> left,
                                               stored_shape left_shape, operand<T> right, stored_shape right_shape,
                                               std::uint32_t samples, operand<T> onto = {}) {
  if constexpr (ops::sums_samples<Code>) {
    if (onto.data == nullptr)
      ops::fill_zero(to.at(out.data));
    else if (onto.data != out.data)
      ops::place_block<T>(to.at(out.data), 0, 0, to.at(onto.data));
  }
  for (std::uint32_t s = 0; s < samples; ++s)
    ops::record<Code>::value(how, to.at(out.sample(s)), left_shape.at(left.sample(s)), right_shape.at(right.sample(s)));
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
