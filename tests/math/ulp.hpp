// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "tapeless/math/scalar.hpp"

/// Errors in units in the last place against the C library in a wider format.
namespace tapeless_test {

/// The format the exact value is computed in: 29 more bits for float, 11 more for double where long double is wider.
template <class E>
using oracle_t = std::conditional_t<std::same_as<E, float>, double, long double>;

/// Whether the oracle is wider than E at all (long double may be double).
template <class E>
inline constexpr bool oracle_is_wider = std::numeric_limits<oracle_t<E>>::digits > std::numeric_limits<E>::digits;

/// |value - exact| in units of the spacing of E at `exact`; a correctly rounded value has at most 0.5. An infinity
/// where the exact value rounds to one has error 0; a NaN in one place only has error infinity.
template <class E>
[[nodiscard]] auto ulp_error(E value, oracle_t<E> exact) -> double {
  using limits = std::numeric_limits<E>;
  constexpr auto unbounded = std::numeric_limits<double>::infinity();
  if (std::isnan(exact) || std::isnan(value)) return std::isnan(exact) && std::isnan(value) ? 0.0 : unbounded;
  if (std::isinf(value)) return static_cast<E>(exact) == value ? 0.0 : unbounded;
  if (std::isinf(exact)) return unbounded;
  auto exponent = 0;
  static_cast<void>(std::frexp(exact, &exponent));
  if (exponent < limits::min_exponent) exponent = limits::min_exponent;
  auto const distance = std::fabs(static_cast<oracle_t<E>>(value) - exact);
  return static_cast<double>(std::ldexp(distance, limits::digits - exponent));
}

/// The largest error found and where.
template <class E>
struct worst_case {
  double error = 0;
  E at = 0;

  template <class F, class G>
  void visit(F const& function, G const& exact, E x) {
    auto const found = ulp_error<E>(function(x), exact(static_cast<oracle_t<E>>(x)));
    if (found > error) *this = {found, x};
  }
};

/// The largest error at `count` equally spaced points of [from, to].
template <class E, class F, class G>
[[nodiscard]] auto worst_on(F const& function, G const& exact, E from, E to, int count) -> worst_case<E> {
  auto worst = worst_case<E>{};
  auto const step = (to - from) / static_cast<E>(count - 1);
  for (int i = 0; i < count; ++i) worst.visit(function, exact, from + static_cast<E>(i) * step);
  return worst;
}

/// The largest error at about `count` equally spaced encodings: every binade, both signs, subnormals, infinities, NaNs.
template <class E, class F, class G>
[[nodiscard]] auto worst_on_encodings(F const& function, G const& exact, int count) -> worst_case<E> {
  using bits = typename tapeless::math::ieee_format<E>::bits_type;
  auto worst = worst_case<E>{};
  auto const step = static_cast<bits>(std::numeric_limits<bits>::max() / static_cast<bits>(count)) | bits(1);
  auto encoding = bits(0);
  for (int i = 0; i < count; ++i, encoding += step) worst.visit(function, exact, std::bit_cast<E>(encoding));
  return worst;
}

/// Same number and same sign, or both NaN.
template <std::floating_point E>
[[nodiscard]] constexpr auto same(E a, E b) -> bool {
  return (a != a && b != b) || tapeless::math::bits_of(a) == tapeless::math::bits_of(b);
}

template <class E>
struct expectation {
  E value;
  E expected;
};

/// The number, counted from 1, of the first row whose value is not as expected; 0 if all are.
template <class E, std::size_t N>
[[nodiscard]] constexpr auto first_violation(expectation<E> const (&rows)[N]) -> std::size_t {
  for (std::size_t i = 0; i < N; ++i)
    if (!same(rows[i].value, rows[i].expected)) return i + 1;
  return 0;
}

template <class E>
inline constexpr E infinite = std::numeric_limits<E>::infinity();

template <class E>
inline constexpr E no_number = std::numeric_limits<E>::quiet_NaN();

template <class E>
inline constexpr E smallest = std::numeric_limits<E>::denorm_min();

template <class E>
inline constexpr E largest = std::numeric_limits<E>::max();

}  // namespace tapeless_test
