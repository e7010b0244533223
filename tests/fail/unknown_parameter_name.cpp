// SPDX-License-Identifier: BSL-1.0
// A name that the program does not know.
// EXPECT: this store holds no leaf of that name
// EXPECT: named<'W', '9'>
#include <tapeless/tapeless.hpp>

constexpr auto x = tapeless::input<"x", 4>;
constexpr auto W1 = tapeless::parameter<"W1", 3, 4>;
constexpr auto y = W1 * x;
using predict = tapeless::program<float, y>;

int main() {
  predict::parameters params;
  params.at<"W9">()(0, 0) = 1;  // EXPECT-LINE
}
