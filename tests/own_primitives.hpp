// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/primitive.hpp"

/// Primitives as a user would write them, in a header of their own.
namespace own {

/// 1/(1 + x²).
struct bump {
  static constexpr std::string_view name = "bump";
  static constexpr std::uint32_t flops = 6;
  template <class T>
  static constexpr T value(T x) {
    return 1 / (1 + x * x);
  }
  template <class Term>
  static constexpr Term derivative(Term x, Term y) {
    return -2 * x * square(y);
  }
};

/// a/(1 + b²).
struct damped {
  static constexpr std::string_view name = "damped";
  template <class T>
  static constexpr T value(T a, T b) {
    return a / (1 + b * b);
  }
  template <class Term>
  static constexpr Term derivative_by_first(Term, Term b, Term) {
    return 1 / (1 + square(b));
  }
  template <class Term>
  static constexpr Term derivative_by_second(Term, Term b, Term y) {
    return -2 * b * y / (1 + square(b));
  }
};

/// Rounds, and lets the derivative pass as if it did not.
struct straight_through_round {
  static constexpr std::string_view name = "round_st";
  template <class T>
  static constexpr T value(T x) {
    return static_cast<T>(static_cast<int>(x < 0 ? x - T(0.5) : x + T(0.5)));
  }
  template <class Term>
  static constexpr double derivative(Term, Term) {
    return 1;
  }
};

/// x, whose adjoint is held within [−1, 1].
struct gradient_clip {
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

/// x, whose adjoint is one more than what comes in: no multiple of it, not even at 0.
struct gradient_plus_one {
  static constexpr std::string_view name = "plus_one";
  template <class T>
  static constexpr T value(T x) {
    return x;
  }
  template <class Term>
  static constexpr Term adjoint(Term g, Term, Term) {
    return g + 1;
  }
};

}  // namespace own
