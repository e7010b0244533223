// SPDX-License-Identifier: BSL-1.0
// Reduced batches of eight and of four meet in one program.
// EXPECT: one program has one batch size
// EXPECT: batch_of<8>
// EXPECT: batch_of<4>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto z = tapeless::input<"z", 4>;
constexpr auto both = tapeless::batch_mean(tapeless::batch<8>(sum(x))) + tapeless::batch_mean(tapeless::batch<4>(sum(z)));
using adding = tapeless::program<float, both>;

float run(adding::workspace& memory, std::span<float const> data) {
  return adding::run(memory, bind(x, data), bind(z, data))[both];  // EXPECT-LINE
}
