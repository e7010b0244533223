// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// out (columns×rows) = inᵀ, both stored column after column, for each sample.
template <class T>
void transpose(target<T> out, operand<T> in, std::uint32_t rows, std::uint32_t columns, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    T const* const from = in.sample(s);
    T* const to = out.sample(s);
    for (std::uint32_t j = 0; j < columns; ++j)
      for (std::uint32_t i = 0; i < rows; ++i) to[i * columns + j] = from[j * rows + i];
  }
}

/// One-hot vectors of class indices (checked before the run).
template <class T>
void one_hot(target<T> out, class_indices const& labels, std::uint32_t classes, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const to = out.sample(s);
    std::uint32_t const hot = labels[s];
    for (std::uint32_t c = 0; c < classes; ++c) to[c] = c == hot ? T(1) : T(0);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
