// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/name.hpp"  // whose own pragmas hold behind these

/// From here on (tapeless.hpp, up to target/as_user_wishes.hpp) g++ compiles for a microcontroller as at -O2, whatever
/// the level, but for -Os, which stays. Debug builds of firmware are -Og or -O0, which keep each number of a kernel in
/// memory: a step of 64-32-10 on a Cortex-M4F took 66,000 instructions and 3 kB of stack at -Og, 14,500 and 0.3 kB so.
/// No macro tells -Og from -O2. The user's own code is not concerned.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE_SIZE__) && (defined(__arm__) || defined(__riscv))
#pragma GCC push_options
#pragma GCC optimize("O2")
#endif
