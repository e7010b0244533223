// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"
#include "semihosting.hpp"

#include <bit>
#include <cstdint>

void report(char const* name, float value) {
  auto const bits = std::bit_cast<std::uint32_t>(value);
  char text[] = "0x00000000\n";
  for (unsigned digit = 0; digit < 8; ++digit) text[9 - digit] = "0123456789abcdef"[(bits >> (4 * digit)) & 15u];
  semihosting::write(name);
  semihosting::write(" = ");
  semihosting::write(text);
}
