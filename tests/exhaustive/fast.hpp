// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "speed.hpp"
#include "sweep.hpp"
#include "tapeless/tapeless.hpp"

#include <memory>

/// The approximation that is opted in to, as a program, beside the function it approximates.
namespace exhaustive {

inline constexpr auto argument = tapeless::input<"argument", block>;
inline constexpr auto approximate = tapeless::fast_tanh(argument);
inline constexpr auto accurate = tapeless::tanh(argument);
inline constexpr auto approximate_slope = tapeless::grad(sum(approximate), argument);
inline constexpr auto accurate_slope = tapeless::grad(sum(accurate), argument);

/// The largest distance between fast_tanh and tanh at any float.
inline worst_case<float> largest_distance(std::uint32_t stride) {
  using program = tapeless::program<float, approximate>;
  auto const memory = std::make_unique<typename program::workspace>();
  worst_case<float> result;
  numbers in;
  references wide, expected;
  for (std::uint64_t first = 0; first < std::uint64_t{1} << 32; first += block * stride) {
    for (std::size_t i = 0; i < block; ++i) in[i] = std::bit_cast<float>(static_cast<std::uint32_t>(first + i));
    for (std::size_t i = 0; i < block; ++i) wide[i] = static_cast<double>(in[i]);
    reference<tanh>(wide, expected);
    auto const outputs = program::run(*memory, bind(argument, in));
    auto const& found = outputs[approximate];
    for (std::size_t i = 0; i < block; ++i) {
      auto const distance = std::fabs(static_cast<double>(found[i]) - expected[i]);
      if (distance > result.error) result = {distance, in[i]};
    }
  }
  return result;
}

/// Nanoseconds for an element of a program with these outputs.
template <auto const&... Outputs>
double time_of_program() {
  using program = tapeless::program<float, Outputs...>;
  auto const memory = std::make_unique<typename program::workspace>();
  numbers in;
  for (std::size_t i = 0; i < block; ++i) in[i] = static_cast<float>(i) / 150 - 3.4F;
  return nanoseconds(
      [&] {
        for (int n = 0; n < 500; ++n) {
          auto const outputs = program::run(*memory, bind(argument, in));
          *static_cast<float volatile*>(&in[0]) = -3.4F;
          static_cast<void>(outputs);
        }
      },
      500 * static_cast<double>(block));
}

}  // namespace exhaustive
