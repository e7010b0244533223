// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/target/force_inline.hpp"

/// Which numbers are finite, asked of their encodings: the answer is right under -ffast-math, and no floating-point
/// flag is raised.
namespace tapeless {
inline namespace TAPELESS_TARGET {

/// What a program does with data and scalars that are NaN or infinite. A function may well be asked for its value at
/// infinity; what is assigned from there on is lost.
enum class non_finite : std::uint8_t {
  refused_by_assignments,  ///< refused by programs that assign, passed through by all others
  refused,
  accepted,       ///< nothing is checked: 1 % of a step of 64–32–10 in instructions
  loss_refused,   ///< as refused, and nothing is assigned where the first output, the loss, is not finite
  steps_refused,  ///< of trainers: as refused, and nothing is assigned where any number of it is not finite
};

namespace run {

/// |x| + 2^e for the least e that no finite number has: the sign bit of the sum says that x is not finite.
template <class V>
TAPELESS_FORCE_INLINE constexpr auto exceeds_all_finite(V const& x) {
  using format = math::format_of<V>;
  using bits = typename format::bits_type;
  using math::bits_of;
  using encodings = decltype(bits_of(x));
  constexpr bits sign = bits{1} << (8 * sizeof(bits) - 1);
  return (bits_of(x) & encodings(static_cast<bits>(sign - 1))) +
         encodings(static_cast<bits>(format::fraction_mask + 1));
}
/// Whether no lane has its sign bit set.
template <std::unsigned_integral Bits>
TAPELESS_FORCE_INLINE constexpr bool has_no_sign(Bits found) {
  return found >> (8 * sizeof(Bits) - 1) == 0;
}
template <class Bits, std::uint32_t Lanes>
TAPELESS_FORCE_INLINE inline bool has_no_sign(kernel::pack_bits<Bits, Lanes> found) {
  using math::from_bits;
  auto const numbers = from_bits(found);
  if constexpr (requires { isa::signs(numbers.v); }) {
    return isa::signs(numbers.v) == 0;
  } else if constexpr (Lanes == 2) {
    return has_no_sign(static_cast<Bits>(found.v[0] | found.v[1]));
  } else {
    return has_no_sign(bits_of(kernel::half_of<0>(numbers)) | bits_of(kernel::half_of<Lanes / 2>(numbers)));
  }
}

template <class T>
TAPELESS_FORCE_INLINE constexpr bool is_finite(T number) {
  return has_no_sign(exceeds_all_finite(number));
}

/// Vectors of the check have at most 32 bytes: the step that follows runs 16 % slower behind wider ones (Zen 4, 4-6-3-1
/// with 8 samples).
template <class T>
inline constexpr std::uint32_t lanes_of_check = targets::current.has_vectors()
                                                    ? targets::current.short_vector_bytes /
                                                          static_cast<std::uint32_t>(sizeof(T))
                                                    : 1;

/// Whether all numbers from `data` on are finite: vectors of `Lanes`, the last of which may overlap the one before.
template <std::uint32_t Lanes, class T>
TAPELESS_FORCE_INLINE inline bool all_finite(T const* data, std::size_t count) {
  using vector = kernel::vector_of<T, Lanes>;
  auto const at = [&](std::size_t position) TAPELESS_FORCE_INLINE {
    return exceeds_all_finite(kernel::load<vector>(data + position, kernel::all_lanes{}));
  };
  if (count >= Lanes) {
    std::size_t const last = count - Lanes;
    auto found = at(last);
    std::size_t i = 0;
    if constexpr (Lanes > 1)  // a loop's own instructions are half of it
      for (; i + 3 * Lanes < last; i += 4 * Lanes)
        found = found | at(i) | at(i + Lanes) | at(i + 2 * Lanes) | at(i + 3 * Lanes);
    for (; i < last; i += Lanes) found = found | at(i);
    return has_no_sign(found);
  }
  if constexpr (Lanes > 1) return all_finite<Lanes / 2>(data, count);
  return true;
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
