// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/description.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

inline constexpr description sse2{.register_bytes = 16, .short_vector_bytes = 16};
inline constexpr description avx2{.register_bytes = 32, .short_vector_bytes = 32, .reads_masked = true};
inline constexpr description avx512{.register_bytes = 64,
                                    .register_count = 32,
                                    .short_vector_bytes = 32,  // Zen 4
                                    .reads_masked = true,
                                    .masks_at_no_cost = true};

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
