// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/name.hpp"

#include <cstddef>
#include <cstdint>

/// What planner and kernels know of a target, as a value: the same plan comes out wherever it is made
/// (plan/options.hpp). A target is its description in a header of this room, what only it can do in isa/, and its name
/// in name.hpp.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

struct description {
  std::uint32_t register_bytes = 0;      ///< of the widest vector register; 0: there is none
  std::uint32_t register_count = 16;     ///< of vectors, or of numbers
  std::uint32_t short_vector_bytes = 0;  ///< of the vectors that have the shortest latency
  bool reads_masked = false;             ///< the first lanes of a vector, in one instruction
  bool masks_at_no_cost = false;         ///< the mask is an operand: its lanes may as well be known at run time only
  bool prefers_small_code = false;       ///< flash is scarce, and a call costs little
  bool has_doubles = true;               ///< in hardware

  constexpr bool has_vectors() const { return register_bytes != 0; }
  /// Numbers of so many bytes in a register; 1 where there is none.
  constexpr std::uint32_t lanes(std::uint32_t element_bytes) const {
    return has_vectors() ? register_bytes / element_bytes : 1;
  }
  /// Where memory begins that vectors are read from; `of_a_number` where there are none.
  constexpr std::size_t alignment(std::size_t of_a_number) const {
    return has_vectors() ? register_bytes : of_a_number;
  }
  /// Whether there is a shorter vector than one of so many bytes, whose latency is shorter too.
  constexpr bool is_long(std::uint32_t bytes) const { return has_vectors() && bytes > short_vector_bytes; }
  /// Whether a tile of 8 vectors by 4 leaves registers for its factors.
  constexpr bool has_many_registers() const { return register_count >= 32; }

  friend constexpr bool operator==(description const&, description const&) = default;
};

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
