// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/arm.hpp"
#include "tapeless/target/portable.hpp"
#include "tapeless/target/x86.hpp"

#include <cstddef>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// The target that this translation unit is compiled for.
inline constexpr description current = TAPELESS_INSTRUCTIONS;

}  // namespace targets

/// How many numbers are computed with at once; 1 where the target has no vector registers.
template <class T>
inline constexpr std::uint32_t register_width = targets::current.lanes(static_cast<std::uint32_t>(sizeof(T)));

/// Memory that vectors are read from begins at a vector's boundary.
template <class T>
inline constexpr std::size_t vector_alignment = targets::current.has_vectors() ? targets::current.register_bytes
                                                                               : alignof(T);

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
