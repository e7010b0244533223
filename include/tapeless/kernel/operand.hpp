// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include <cstddef>
#include <cstdint>

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// A value that a kernel reads: sample s starts at data + s·stride, or at data + index[s]·stride where the user gave an index list. A
/// value shared by all samples has stride 0.
template <class T>
struct operand {
  T const* data = nullptr;
  std::ptrdiff_t stride = 0;
  std::uint32_t const* index = nullptr;

  constexpr T const* sample(std::uint32_t s) const {
    return data + static_cast<std::ptrdiff_t>(index == nullptr ? s : index[s]) * stride;
  }
};

/// Where a kernel writes; samples lie one after the other.
template <class T>
struct target {
  T* data = nullptr;
  std::ptrdiff_t stride = 0;

  constexpr T* sample(std::uint32_t s) const { return data + static_cast<std::ptrdiff_t>(s) * stride; }
};

/// Class indices of any unsigned or non-negative signed integer type.
struct class_indices {
  void const* data = nullptr;
  std::uint8_t bytes = 1;  ///< size of one integer
  std::ptrdiff_t stride = 1;
  std::uint32_t const* index = nullptr;

  /// The class of sample s; a negative label becomes one that no network has.
  std::uint32_t operator[](std::uint32_t s) const {
    std::ptrdiff_t const position = static_cast<std::ptrdiff_t>(index == nullptr ? s : index[s]) * stride;
    switch (bytes) {
      case 1: return static_cast<std::uint8_t const*>(data)[position];
      case 2: return static_cast<std::uint16_t const*>(data)[position];
      case 4: return static_cast<std::uint32_t const*>(data)[position];
      default: {
        std::uint64_t const label = static_cast<std::uint64_t const*>(data)[position];
        return label > 0xffffffffu ? 0xffffffffu : static_cast<std::uint32_t>(label);
      }
    }
  }
};

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
