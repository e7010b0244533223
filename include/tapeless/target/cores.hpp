// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/arm.hpp"
#include "tapeless/target/portable.hpp"
#include "tapeless/target/reproducible.hpp"
#include "tapeless/target/wasm.hpp"
#include "tapeless/target/x86.hpp"

#include <string_view>

/// Targets by the names of their cores, for whoever plans on another machine: `plan_report<targets::cortex_m4f>`
/// (show/plan.hpp), `memory_on<targets::cortex_m4f, trainer>` (train/memory_on.hpp).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace targets {

/// A core: its name, what planner and kernels know of it, and the numbers that it has instructions for.
struct core {
  std::string_view name;
  description kernels;                  ///< what planner and kernels know of it
  std::uint32_t bytes_of_hardware = 0;  ///< numbers of up to so many bytes are computed by instructions
  std::uint32_t pointer_bytes = sizeof(void*);

  constexpr std::string_view computes(std::size_t bytes) const {
    if (kernels.has_vectors()) return "in vectors";
    return bytes <= bytes_of_hardware ? "by instructions" : "in software";
  }
};

/// A program that computes the same bits everywhere has everywhere the kernels of targets without vectors.
constexpr core core_of(std::string_view name, std::uint32_t bytes_of_hardware, description const& kernels = portable,
                       std::uint32_t pointer_bytes = 4) {
  return {name, is_reproducible ? portable : kernels, bytes_of_hardware, pointer_bytes};
}

/// Cores by name, for `memory_on` and `plan_report`.
inline constexpr core cortex_m0 = core_of("cortex_m0", 0);
inline constexpr core cortex_m3 = core_of("cortex_m3", 0);
inline constexpr core cortex_m4f = core_of("cortex_m4f", 4);
inline constexpr core cortex_m7 = core_of("cortex_m7", 8);
inline constexpr core cortex_m33 = core_of("cortex_m33", 4);
inline constexpr core cortex_m55 = core_of("cortex_m55", 8);
inline constexpr core riscv32imac = core_of("riscv32imac", 0);
inline constexpr core riscv32imafc = core_of("riscv32imafc", 4);
inline constexpr core aarch64 = core_of("aarch64", 8, neon, 8);
inline constexpr core x86_64 = core_of("x86_64", 8, sse2, 8);
inline constexpr core x86_64_v3 = core_of("x86_64_v3", 8, avx2, 8);
inline constexpr core x86_64_v4 = core_of("x86_64_v4", 8, avx512, 8);
inline constexpr core wasm32 = core_of("wasm32", 8);
inline constexpr core wasm32_simd128 = core_of("wasm32_simd128", 8, simd128);

}  // namespace targets
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
