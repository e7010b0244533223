// SPDX-License-Identifier: BSL-1.0
// The exports of a preset that reads digits.
#pragma once

#ifdef __wasm__
extern "C" {

[[clang::export_name("pixels")]] float* playground_pixels() { return playground::current.pixels(); }
[[clang::export_name("classify")]] float const* playground_classify(float const* pixels) {
  return playground::current.classify(pixels);
}
[[clang::export_name("confusion")]] std::uint32_t const* playground_confusion() {
  return playground::current.confusion();
}
}
#endif
