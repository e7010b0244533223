// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"
#include "stack_paint.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>

void report(char const* name, float value) { std::printf("%s = 0x%08x\n", name, std::bit_cast<std::uint32_t>(value)); }

void report_stack(char const*, std::uint32_t) {}
