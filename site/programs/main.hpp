// SPDX-License-Identifier: BSL-1.0
// What becomes of a preset, which stands above the line that includes this: the module's exports; natively, what writes
// its descriptions, or its twin; an image for a board.
#pragma once

#include "module.hpp"

#if defined(__wasm__)
#include "exports.hpp"
#elif defined(PLAYGROUND_DESCRIPTION)
#include "description.hpp"

#include <cstdio>
#include <exception>
#include <stdexcept>

int main(int count, char** arguments) try {
  if (count != 4) throw std::runtime_error("usage: description <name> <source> <folder>");
  playground::write_descriptions<playground::preset>(arguments[1], arguments[2], arguments[3]);
} catch (std::exception const& wrong) {
  std::fprintf(stderr, "%s: %s\n", arguments[0], wrong.what());
  return 1;
}
#elif defined(PLAYGROUND_BOARD)
#include "board.hpp"
#else
#include "twin.hpp"
#endif
