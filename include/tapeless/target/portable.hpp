// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/description.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// Numbers one by one, as on a microcontroller.
inline constexpr description portable{.prefers_small_code = true, .has_doubles = false};

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
