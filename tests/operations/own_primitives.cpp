// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "rows.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/rules/primitive.hpp"

namespace operations {
namespace {

/// x e⁻ˣ: its own derivative but for one term.
struct gamma_shape {
  static constexpr std::string_view name = "f";
  template <class T>
  static constexpr T value(T a) {
    return a * tl::math::exp(-a);
  }
  template <class Term>
  static constexpr Term derivative(Term a, Term value) {
    return exp(-a) - value;
  }
};
/// a²·sin b
struct wave {
  static constexpr std::string_view name = "h";
  template <class T>
  static constexpr T value(T a, T b) {
    return a * a * tl::math::sin(b);
  }
  template <class Term>
  static constexpr Term derivative_by_first(Term a, Term b, Term) {
    return 2 * a * sin(b);
  }
  template <class Term>
  static constexpr Term derivative_by_second(Term a, Term b, Term) {
    return square(a) * cos(b);
  }
};
/// Rounds, and says that its derivative is 1.
struct straight_through {
  static constexpr std::string_view name = "round";
  template <class T>
  static constexpr T value(T a) {
    return tl::math::round(a);
  }
  template <class Term>
  static constexpr double derivative(Term, Term) {
    return 1;
  }
};

}  // namespace

group own_primitives() {
  return {"Primitives of one's own", "tests/operations/own_primitives.cpp",
          together(lowered_by_each(function([](auto a) { return tl::primitive<gamma_shape>(a); },
                                            of_one{.name = "primitive<P>(x)",
                                                   .value = "f(x)",
                                                   .at = {anywhere},
                                                   .formula = [](double a) { return a * std::exp(-a); },
                                                   .slope = {[](double a) { return (1 - a) * std::exp(-a); }},
                                                   .note = "here f(x) = x exp(-x)"})),
                   lowered_by_each(function([](auto a, auto b) { return tl::primitive<wave>(a, b); },
                                            of_two{.name = "primitive<P>(x, y)",
                                                   .value = "h(x, y)",
                                                   .at = {anywhere, elsewhere},
                                                   .formula = [](double a, double b) { return a * a * std::sin(b); },
                                                   .slope = {[](double a, double b) { return 2 * a * std::sin(b); },
                                                             [](double a, double b) { return a * a * std::cos(b); }},
                                                   .note = "here h(x, y) = x² sin y"})),
                   lowered_by_each(function([](auto a) { return tl::primitive<straight_through>(a); },
                                            of_one{.name = "primitive<P>(x)",
                                                   .value = R"(\lfloor x \rceil)",
                                                   .at = {anywhere},
                                                   .formula = [](double a) { return std::nearbyint(a); },
                                                   .slope = {[](double) { return 1.0; }},
                                                   .kinks = {{{0.5}, {1}}},
                                                   .note = "straight-through: the derivative is 1 because P says so",
                                                   .is_declared = true})))};
}
in_table const has_own_primitives(place::own_primitives, own_primitives);

}  // namespace operations
