// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/description.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// Arm's 64-bit processors.
inline constexpr description neon{.register_bytes = 16, .register_count = 32, .short_vector_bytes = 16};

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
