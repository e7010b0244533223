// SPDX-License-Identifier: BSL-1.0
// The functions of a module that the page calls; those of one family stand in a header of its own.
#pragma once

#include "module.hpp"

namespace playground {

static constinit module<preset> current{};

}  // namespace playground

extern "C" {

[[clang::export_name("initialize")]] void playground_initialize(std::uint32_t seed, std::uint32_t initializer) {
  playground::current.initialize(seed, initializer);
}
[[clang::export_name("make_data")]] void playground_make_data(std::uint32_t set, float noise, std::uint32_t seed) {
  playground::current.make_data(set, noise, seed);
}
[[clang::export_name("set_rate")]] void playground_set_rate(float rate) { playground::current.set_rate(rate); }
[[clang::export_name("freeze")]] void playground_freeze(std::uint32_t mask) { playground::current.freeze(mask); }
[[clang::export_name("mask_count")]] std::uint32_t playground_mask_count() { return playground::current.mask_count(); }
[[clang::export_name("run")]] float playground_run(std::uint32_t steps) { return playground::current.run(steps); }
[[clang::export_name("steps_done")]] std::uint32_t playground_steps_done() { return playground::current.steps_done(); }
[[clang::export_name("evaluate")]] float playground_evaluate() { return playground::current.evaluate(); }
[[clang::export_name("metric")]] float playground_metric() { return playground::current.metric(); }
[[clang::export_name("samples")]] float const* playground_samples() { return playground::current.samples().data(); }
[[clang::export_name("labels")]] float const* playground_labels() { return playground::current.labels().data(); }
[[clang::export_name("sample_count")]] std::uint32_t playground_sample_count() {
  return playground::preset::train_count + playground::preset::test_count;
}
[[clang::export_name("test_from")]] std::uint32_t playground_test_from() { return playground::preset::train_count; }
[[clang::export_name("gradient_norms")]] float const* playground_gradient_norms() {
  return playground::current.gradient_norms();
}
[[clang::export_name("weights")]] float const* playground_weights(std::uint32_t leaf) {
  return playground::current.weights_of(leaf);
}
[[clang::export_name("gradient_check")]] double const* playground_gradient_check(std::uint32_t count) {
  return playground::current.gradient_check(count);
}
[[clang::export_name("storage_bytes")]] std::uint32_t playground_storage_bytes() {
  return playground::current.storage_bytes();
}
}
