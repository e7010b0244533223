// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Where the numbers of converted samples go: number (i, j) of sample s to s·sample + i·row + j·column.
struct places_of_numbers {
  std::uint32_t rows;
  std::uint32_t columns;
  std::size_t sample;
  std::size_t row;
  std::size_t column;
};

/// Integers as the numbers that they are, from samples that lie row after row.
template <class T, class Integer, places_of_numbers To>
TAPELESS_FORCE_INLINE inline void from_integers(T* to, operand<Integer> from, std::uint32_t samples) {
  for (std::size_t s = 0; s < samples; ++s) {
    Integer const* next = from.sample(s);
    for (std::size_t i = 0; i < To.rows; ++i)
      for (std::size_t j = 0; j < To.columns; ++j)
        to[s * To.sample + i * To.row + j * To.column] = static_cast<T>(*next++);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
