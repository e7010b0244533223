// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/number.hpp"

#include <numbers>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// p/q with 0 < p, q < 1000, or 0/0.
struct small_fraction {
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
};
/// The fraction whose nearest double is `positive`, where its decimal has more than six digits: 0.3333333333333333 is
/// 1/3, 0.25 stays.
constexpr small_fraction fraction_of(double positive) {
  if (positive >= 1000 || positive < 0.001 || shortest_decimal(positive).result.count <= 6) return {};
  for (std::uint32_t q = 2; q < 1000; ++q) {
    double const p = static_cast<double>(static_cast<std::uint64_t>(positive * q + 0.5));
    if (p >= 1 && p < 1000 && p / q == positive) return {static_cast<std::uint32_t>(p), q};
  }
  return {};
}

struct known_number {
  double value;
  std::string_view latex;
};
/// What activations and their derivatives are made of.
inline constexpr known_number known_numbers[] = {
    {std::numbers::sqrt2, R"(\sqrt{2})"},
    {1 / std::numbers::sqrt2, R"(\frac{1}{\sqrt{2}})"},
    {2 * std::numbers::inv_sqrtpi, R"(\frac{2}{\sqrt{\pi}})"},
    {std::numbers::sqrt2 * std::numbers::inv_sqrtpi, R"(\sqrt{\frac{2}{\pi}})"},
    {std::numbers::pi, R"(\pi)"},
    {std::numbers::e, "e"},
    {std::numbers::ln2, R"(\log(2))"},
    {1 / std::numbers::ln2, R"(\frac{1}{\log(2)})"},
};
constexpr std::string_view known_number_of(double positive) {
  for (known_number const& each : known_numbers)
    if (each.value == positive) return each.latex;
  return {};
}

/// Whether a constant begins with a digit, so that it needs a dot before it in a product.
constexpr bool begins_with_digit(double positive) {
  return known_number_of(positive).empty() && fraction_of(positive).denominator == 0;
}

/// 1.5·10⁻⁷
constexpr void put_power_of_ten(decimal const& number, text_sink& sink) {
  if (number.count != 1 || number.digits[0] != '1') {
    for (std::size_t i = 0; i < number.count; ++i) {
      if (i == 1) sink('.');
      sink(number.digits[i]);
    }
    sink(R"( \cdot )");
  }
  sink("10^{");
  int const power = number.exponent - 1;
  if (power < 0) sink('-');
  sink(static_cast<std::uint64_t>(power < 0 ? -power : power), '}');
}

/// A number in LaTeX: the shortest decimal, a fraction or a known constant where that is shorter, a power of ten where
/// it is very large or small.
constexpr void put_latex_number(double number, text_sink& sink) {
  if (number != number) return sink(R"(\mathrm{NaN})");
  if (has_sign(number)) sink('-');
  double const size = has_sign(number) ? -number : number;
  if (size > 1.7976931348623157e308) return sink(R"(\infty)");
  if (size == 0 || size == 1) return put_number(size, sink);
  if (std::string_view const known = known_number_of(size); !known.empty()) return sink(known);
  if (size < 1e-3 || size >= 1e9) return put_power_of_ten(shortest_decimal(size).result, sink);
  small_fraction const fraction = fraction_of(size);
  if (fraction.denominator == 0) return put_number(size, sink);
  sink(R"(\frac{)", fraction.numerator, "}{", fraction.denominator, '}');
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
