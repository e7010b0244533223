// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: two of what is saved have one name; see named<characters>. Save them in two files
#include <tapeless/save/save.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto out = tl::parameter<"W", 2, 3> * tl::input<"x", 3>;

int main() {
  tl::program<float, out>::parameters first{}, second{};
  std::array<std::byte, 1000> file{};
  return tl::save(file, first, second) ? 0 : 1;  // EXPECT-LINE
}
