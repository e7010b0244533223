// SPDX-License-Identifier: BSL-1.0
// The exports of a preset that learns a function, which is shown beside the true one.
#pragma once

#ifdef __wasm__
extern "C" {

[[clang::export_name("curve")]] float const* playground_curve(std::uint32_t n) { return playground::current.curve(n); }
[[clang::export_name("truth")]] float const* playground_truth(std::uint32_t n) { return playground::current.truth(n); }
}
#endif
