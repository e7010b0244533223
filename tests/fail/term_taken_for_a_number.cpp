// SPDX-License-Identifier: BSL-1.0
// As std::pow does, which clang tells twice of: it is no constant either.
// EXPECT: tapeless: a derivative is a formula: write exp(x) or tl::exp(x), pow(x, 2), not std::exp(x)
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr double squared(double x) { return x * x; }
struct cube {
  static constexpr std::string_view name = "cube";
  template <class T>
  static constexpr T value(T x) {
    return x * x * x;
  }
  template <class Term>
  static constexpr auto derivative(Term x, Term) {
    return 3 * squared(x);
  }
};
constexpr auto f = sum(tl::primitive<cube>(tl::input<"x", 3>));
