// SPDX-License-Identifier: BSL-1.0
// What a sketch sees of a core, and every macro that some core defines.
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "../macros_of_cores.hpp"
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? static_cast<long>((x) + 0.5f) : static_cast<long>((x)-0.5f))

struct serial_port {
  void begin(unsigned long);
  void println(float);
  void println(char const*);
};
extern serial_port Serial;
void setup();
void loop();
