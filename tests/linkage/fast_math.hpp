// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/tapeless.hpp>

#include <cstddef>
#include <limits>

/// What a unit built with -ffast-math and a plain one of the same program share.
namespace fast_math {

/// The elementary functions of each pair of numbers, one function after the other as in `references`: of one number
/// each, and of packs.
void evaluate(float const* x, float const* y, std::size_t count, float* of_numbers, float* of_packs);
void evaluate(double const* x, double const* y, std::size_t count, double* of_numbers, double* of_packs);

/// The larger of a NaN and 1 by a kernel of the fast unit, where a NaN means nothing.
float larger_of_nan_and_one();

inline constexpr auto numbers = tapeless::input<"numbers", 500>;
inline constexpr auto larger = maximum(numbers, 1);

/// The same by a kernel of this unit. Static, because an inline function that differs with the flags would be the
/// test's own clash.
[[maybe_unused]] static float larger_of_nan_and_one_here() {
  using program = tapeless::program<float, larger>;
  static constinit program::workspace memory{};
  static float values[500];
  for (float& value : values) value = std::numeric_limits<float>::quiet_NaN();
  return program::run(memory, bind(numbers, values))[larger][0];
}

}  // namespace fast_math
