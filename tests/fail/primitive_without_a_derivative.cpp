// SPDX-License-Identifier: BSL-1.0
// EXPECT: template <class Term> static constexpr Term derivative(Term x, Term y), y being its value
// EXPECT: primitive_without_a_derivative<cube>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct cube {
  static constexpr std::string_view name = "cube";
  template <class T>
  static constexpr T value(T x) {
    return x * x * x;
  }
  template <class Term>
  static constexpr Term derivate(Term x, Term) {
    return 3 * square(x);
  }
};
inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto f = sum(tl::primitive<cube>(x));  // EXPECT-LINE
inline constexpr auto g = tl::grad(f, x);
using p = tl::program<float, f, g>;
static p::workspace memory;
auto run(std::span<float const, 3> data) { return p::run(memory, bind(x, data))[f]; }
