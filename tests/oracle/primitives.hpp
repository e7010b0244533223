// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/primitive.hpp"

#include <string_view>

/// Functions of a user's own, with derivatives written by hand; the tape libraries find theirs from the value.
namespace oracle {

/// x/(1 + x²).
struct serpentine {
  static constexpr std::string_view name = "serpentine";
  template <class T>
  static constexpr T value(T x) {
    return x / (1 + x * x);
  }
  template <class Term>
  static constexpr Term derivative(Term x, Term y) {
    return 1.0 / (1.0 + square(x)) - 2.0 * square(y);
  }
};

/// a·b/(1 + b²).
struct damped_product {
  static constexpr std::string_view name = "damped_product";
  template <class T>
  static constexpr T value(T a, T b) {
    return a * b / (1 + b * b);
  }
  template <class Term>
  static constexpr Term derivative_by_first(Term, Term b, Term) {
    return b / (1.0 + square(b));
  }
  template <class Term>
  static constexpr Term derivative_by_second(Term a, Term b, Term) {
    return a * (1.0 - square(b)) / square(1.0 + square(b));
  }
};

}  // namespace oracle
