// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/ops/normalization.hpp"
#include "tapeless/ops/reduction.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

using ops::line, ops::lines, ops::lines_along, ops::spacing, ops::sum_or_one;

/// The reduction of each line of one matrix.
template <op Code, spacing Spaced = spacing::apart, class T>
constexpr void reduced_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l) y[l] = ops::record<Code>::of_line(along.at<Spaced>(x, l));
}
template <op Code, spacing Spaced = spacing::apart, class T>
constexpr void normalized_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l)
    ops::record<Code>::of_line(along.at<Spaced>(y, l), along.at<Spaced>(x, l));
}

template <class T, op Code, spacing Spaced>
TAPELESS_FORCE_INLINE inline void reduce(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    if constexpr (Code == op::norm && Spaced == spacing::close) {
      for (std::uint32_t l = 0; l < along.count; ++l) {
        line<T const> const here{in.sample(s) + l * along.first_step, along.size};
        out.sample(s)[l] = ops::root_of_squares(here, sum_of_squares<register_width<T>>(here.data, here.size));
      }
    } else if constexpr (Code == op::sum && Spaced == spacing::close) {
      for (std::uint32_t l = 0; l < along.count; ++l)
        out.sample(s)[l] = sum_of_line<register_width<T>>(in.sample(s) + l * along.first_step, along.size);
    } else if constexpr (Code == op::sum && Spaced == spacing::in_columns) {
      T total{};
      for (std::uint32_t column = 0; column < along.size / along.rows; ++column)
        total += sum_of_line<register_width<T>>(in.sample(s) + column * along.step, along.rows);
      *out.sample(s) = total;
    } else {
      reduced_lines<Code, Spaced>(out.sample(s), in.sample(s), along);
    }
  }
}

/// The cross-entropy of each sample's logits, which are a matrix with gaps between its columns.
template <class T>
TAPELESS_FORCE_INLINE inline void cross_entropy_of_matrix(target<T> loss, operand<T> logits, operand<T> truth,
                                                          lines along, std::uint32_t samples) {
  using numbers = line<T const, spacing::in_columns>;
  for (std::uint32_t s = 0; s < samples; ++s)
    *loss.sample(s) = ops::cross_entropy_of_logits(numbers{logits.sample(s), along.size, along.step, along.rows},
                                                   numbers{truth.sample(s), along.size, along.step, along.rows});
}

template <class T, op Code, spacing Spaced>
TAPELESS_FORCE_INLINE inline void normalize(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) normalized_lines<Code, Spaced>(out.sample(s), in.sample(s), along);
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
