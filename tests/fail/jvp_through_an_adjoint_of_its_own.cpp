// SPDX-License-Identifier: BSL-1.0
// A primitive that says what reverse mode does has no forward mode.
// EXPECT: a primitive with an adjoint of its own has no jvp
// EXPECT: named<'c', 'l', 'i', 'p'>
#include <tapeless/diff/jvp.hpp>
#include <tapeless/rules/primitive.hpp>
#include <tapeless/tapeless.hpp>

struct clip {
  static constexpr std::string_view name = "clip";
  template <class T>
  static constexpr T value(T x) {
    return x;
  }
  template <class Term>
  static constexpr Term adjoint(Term g, Term, Term) {
    return clamp(g, -1, 1);
  }
};
constexpr auto x = tapeless::parameter<"x", 4>;
constexpr auto moved = jvp(tapeless::primitive<clip>(x), x, x);
using moving = tapeless::program<float, moved>;

float run(moving::workspace& memory, moving::parameters& at) {
  return moving::run(memory, at)[moved](0);  // EXPECT-LINE
}
