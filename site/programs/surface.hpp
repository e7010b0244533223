// SPDX-License-Identifier: BSL-1.0
// The export of a preset that answers for each point of the plane.
#pragma once

#ifdef __wasm__
extern "C" [[clang::export_name("surface")]] float const* playground_surface(std::uint32_t n) {
  return playground::current.surface(n);
}
#endif
