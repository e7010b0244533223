// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/description.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// WebAssembly's vectors. It has any number of locals, which engines put into the registers of the processor below: at
/// least 16 of SSE, so plans and tiles are those of SSE2, and so are the bits that come out.
inline constexpr description simd128{.register_bytes = 16, .short_vector_bytes = 16};

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
