// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/optimized.hpp"

// Back to the level of the command line.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE_SIZE__) && (defined(__arm__) || defined(__riscv))
#pragma GCC pop_options
#endif
