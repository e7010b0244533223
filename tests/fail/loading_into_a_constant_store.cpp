// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: load writes into what it is given, which is const here; see loaded_into_a_constant<given>
#include <tapeless/save/save.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
inline constexpr auto out = tl::parameter<"W", 2, 3> * tl::input<"x", 3>;
constexpr tl::program<float, out>::parameters weights{};

int main() {
  std::array<std::byte, 100> const file{};
  return tl::load(file, weights) ? 0 : 1;  // EXPECT-LINE
}
