// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: a slot, the half of the device's blocks, has no room for the checkpoint; see checkpoint_too_large<bytes needed, bytes of a slot>
#include <tapeless/save/checkpoint.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto out = tl::parameter<"W", 7, 5> * tl::input<"x", 5>;
struct two_pages {
  static constexpr std::uint32_t block_size = 128, program_size = 8, block_count = 2;
  bool erase(std::uint32_t block);
  bool program(std::uint32_t at, std::span<std::byte const> from);
  bool read(std::uint32_t at, std::span<std::byte> to);
};

int main() {
  tl::program<float, out>::parameters weights{};
  return tl::save_checkpoint(two_pages{}, weights) ? 0 : 1;  // EXPECT-LINE
}
