// SPDX-License-Identifier: BSL-1.0
// EXPECT: a primitive of one number has a value in float and in double: template <class T> static constexpr T value(T x)
// EXPECT: primitive_without_a_value<ratio>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct ratio {
  static constexpr std::string_view name = "ratio";
  template <class T>
  static constexpr T value(T x, T y) {
    return x / y;
  }
};
inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto f = sum(tl::primitive<ratio>(x));  // EXPECT-LINE
inline constexpr auto g = tl::grad(f, x);
