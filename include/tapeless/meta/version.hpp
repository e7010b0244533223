// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <compare>
#include <cstdint>

namespace tapeless {

/// Semantic versioning; before 1.0 a minor version may break its users, and CHANGELOG.md says how to follow.
struct version_number {
  std::uint32_t major;
  std::uint32_t minor;
  std::uint32_t patch;

  friend constexpr auto operator<=>(version_number const&, version_number const&) = default;
};

/// The version of these headers: `static_assert(tapeless::version >= tapeless::version_number{0, 2, 0})`. CMake reads
/// it from this line.
inline constexpr version_number version{0, 2, 0};

}  // namespace tapeless
