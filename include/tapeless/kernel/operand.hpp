// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <cstddef>
#include <cstdint>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// A value that a kernel reads: sample s starts at data + s·stride, or at data + index[s]·stride where the user gave an
/// index list. A value shared by all samples has stride 0.
template <class T>
struct operand {
  T const* data = nullptr;
  std::ptrdiff_t stride = 0;
  std::uint32_t const* index = nullptr;

  TAPELESS_FORCE_INLINE constexpr T const* sample(std::size_t s) const {
    return data + static_cast<std::ptrdiff_t>(index == nullptr ? s : index[s]) * stride;
  }
};

/// Where a kernel's vectors lie: along the elements of one sample, or across the samples of one element
/// (plan/layout.hpp).
enum class lanes_along : std::uint8_t { elements, samples };

/// Where a vector's first number belongs.
struct vector_at {
  std::size_t sample;
  std::size_t element;

  TAPELESS_FORCE_INLINE constexpr vector_at moved(vector_at step, std::size_t times) const {
    return {sample + times * step.sample, element + times * step.element};
  }
};

/// The numbers of a line, each times one number, read as if they lay in memory.
template <class T>
struct scaled_line {
  T const* numbers;
  T factor;

  TAPELESS_FORCE_INLINE T operator[](std::size_t at) const { return numbers[at] * factor; }
};

/// A value that a kernel reads as what it is times a number.
template <class T>
struct scaled_operand {
  operand<T> all;
  T const* factor = nullptr;

  TAPELESS_FORCE_INLINE scaled_line<T> sample(std::size_t s) const { return {all.sample(s), *factor}; }
};

/// Where a kernel writes; samples lie one after the other.
template <class T>
struct target {
  T* data = nullptr;
  std::ptrdiff_t stride = 0;

  TAPELESS_FORCE_INLINE constexpr T* sample(std::size_t s) const {
    return data + static_cast<std::ptrdiff_t>(s) * stride;
  }
};

/// Class indices of any integer type.
struct class_indices {
  void const* data = nullptr;
  std::uint8_t bytes = 1;  ///< size of one integer
  bool is_signed = false;
  std::ptrdiff_t stride = 1;
  std::uint32_t const* index = nullptr;

  static constexpr std::uint32_t no_class = 0xffffffffu;

  /// The class of sample s; `no_class` for a negative or enormous label.
  TAPELESS_FORCE_INLINE std::uint32_t operator[](std::size_t s) const {
    std::ptrdiff_t const position = static_cast<std::ptrdiff_t>(index == nullptr ? s : index[s]) * stride;
    switch (bytes) {
    case 1: return is_signed ? read<std::int8_t>(position) : read<std::uint8_t>(position);
    case 2: return is_signed ? read<std::int16_t>(position) : read<std::uint16_t>(position);
    case 4: return is_signed ? read<std::int32_t>(position) : read<std::uint32_t>(position);
    default: return is_signed ? read<std::int64_t>(position) : read<std::uint64_t>(position);
    }
  }

private:
  template <class Integer>
  TAPELESS_FORCE_INLINE std::uint32_t read(std::ptrdiff_t position) const {
    Integer const label = static_cast<Integer const*>(data)[position];
    return label < 0 || static_cast<std::uint64_t>(label) >= no_class ? no_class : static_cast<std::uint32_t>(label);
  }
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
