// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: what is saved is a store (program::parameters, program::state), a trainer, or a value by name
#include <tapeless/save/save.hpp>

int main() {
  std::array<std::byte, 100> file{};
  std::array<float, 3> const numbers{};
  return tapeless::save(file, numbers) ? 0 : 1;  // EXPECT-LINE
}
