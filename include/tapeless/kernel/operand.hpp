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

/// Class indices of any integer type.
struct class_indices {
  void const* data = nullptr;
  std::uint8_t bytes = 1;  ///< size of one integer
  bool is_signed = false;
  std::ptrdiff_t stride = 1;
  std::uint32_t const* index = nullptr;

  /// What a negative label and one beyond 32 bits become: a class that no network has.
  static constexpr std::uint32_t no_class = 0xffffffffu;

  /// The class of sample s.
  std::uint32_t operator[](std::uint32_t s) const {
    std::ptrdiff_t const position = static_cast<std::ptrdiff_t>(index == nullptr ? s : index[s]) * stride;
    switch (bytes) {
      case 1: return read<std::uint8_t>(position);
      case 2: return read<std::uint16_t>(position);
      case 4: return read<std::uint32_t>(position);
      default: return read<std::uint64_t>(position);
    }
  }

private:
  template <class U>
  std::uint32_t read(std::ptrdiff_t position) const {
    U bits{};
    // copied, because `long` and `long long` may not be read through each other's pointers even where both have 64 bits
    __builtin_memcpy(&bits, static_cast<unsigned char const*>(data) + position * static_cast<std::ptrdiff_t>(sizeof(U)), sizeof(U));
    bool const negative = is_signed && (bits >> (8 * sizeof(U) - 1)) != 0;
    return negative || std::uint64_t{bits} > no_class ? no_class : static_cast<std::uint32_t>(bits);
  }
};

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
