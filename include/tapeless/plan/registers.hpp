// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <bit>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// What kernels are chosen for: the vector registers of a target, and the elements in them.
struct registers {
  targets::description target;
  std::uint32_t element_bytes;

  constexpr bool exist() const { return target.has_vectors(); }
  /// Elements of a register; 1 where there is none.
  constexpr std::uint32_t lanes() const { return target.lanes(element_bytes); }
};
template <class T>
inline constexpr registers registers_for{targets::current, static_cast<std::uint32_t>(sizeof(T))};

/// Lanes for a run of `count` elements: as many as a register has, or the least power of two that holds them all.
constexpr std::uint32_t width_for(std::uint32_t count, registers on) {
  return count >= on.lanes() ? on.lanes() : std::bit_ceil(count);
}
/// The same for the only column of a product, where latency is what takes the time: what one register of 64 bytes would
/// hold goes through two of 32, whose lanes are added up and spread in fewer and shorter steps (a layer of 16 tanh:
/// forward 28 → 24 ns, backward 29 → 20). All kernels for one sample do so: a processor (Zen 4) does not forward half
/// of a vector from a write that is under way, nor a vector from two writes (a step of eight such layers: 346 → 323
/// ns).
constexpr std::uint32_t width_for_one_column(std::uint32_t count, registers on) {
  std::uint32_t const width = width_for(count, on);
  return on.target.is_long(width * on.element_bytes) && count <= width ? width / 2 : width;
}
/// A line of elements in vectors, the last of which may be incomplete.
constexpr std::uint32_t vectors_of_line(std::uint32_t size, registers on) {
  return (size + width_for_one_column(size, on) - 1) / width_for_one_column(size, on);
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
