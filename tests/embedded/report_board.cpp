// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"
#include "semihosting.hpp"
#include "stack_paint.hpp"

#include <bit>
#include <cstdint>

namespace {

void write_bits(std::uint32_t bits) {
  char text[] = "0x00000000\n";
  for (unsigned digit = 0; digit < 8; ++digit) text[9 - digit] = "0123456789abcdef"[(bits >> (4 * digit)) & 15u];
  semihosting::write(" = ");
  semihosting::write(text);
}

}  // namespace

void report(char const* name, float value) {
  semihosting::write(name);
  write_bits(std::bit_cast<std::uint32_t>(value));
}

void report_stack(char const* function, std::uint32_t bytes) {
  semihosting::write("stack of ");
  semihosting::write(function);
  write_bits(bytes);
}
