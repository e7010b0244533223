// SPDX-License-Identifier: BSL-1.0
// What a user writes, who has tapeless.hpp and no folder of headers.
#pragma once

// as the cores of Arduino have them
#define max(a, b) ((a) > (b) ? (a) : (b))
#define abs(x) ((x) > 0 ? (x) : -(x))
#include "tapeless.hpp"

namespace model {

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto W = tl::parameter<"W", 2, 3>;
inline constexpr auto loss = sum(square(tanh(W * x) - 0.25));
inline constexpr auto update = tl::assign(W, W - 0.125 * tl::grad(loss, W));
using descent = tl::program<float, loss, update>;

inline constinit descent::parameters parameters{};

/// One step; a unit goes on where the other one stopped.
inline float step() {
  descent::workspace memory;
  float const sample[3]{1, -2, max(0.25F, abs(-0.5F))};
  auto const run = descent::run(memory, bind(x, sample), parameters);
  return run ? run[loss] : -1.0F;
}

}  // namespace model
