// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: a block device has block_size, program_size and block_count
#include <tapeless/save/checkpoint.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto out = tl::parameter<"W", 7, 5> * tl::input<"x", 5>;
struct two_pages {
  static constexpr std::uint32_t block_size = 2048, block_count = 2;
  bool erase(std::uint32_t block);
  bool program(std::uint32_t at, std::span<std::byte const> from);
  bool read(std::uint32_t at, std::span<std::byte> to);
};

int main() {
  tl::program<float, out>::parameters weights{};
  return tl::save_checkpoint(two_pages{}, weights) ? 0 : 1;  // EXPECT-LINE
}
