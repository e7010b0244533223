// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../computed.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"

#include <array>

/// Losses of three numbers, and what they should be.
namespace loss_numbers {

namespace tl = tapeless;
using numbers = std::array<double, 3>;
constexpr auto z = tl::parameter<"z", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto label = tl::label<"label", 3>;  // computed as the class 1

/// z, and y as a truth.
inline computed::point at(numbers const& prediction, numbers const& truth) {
  return {
      {{z.identifier, {prediction[0], prediction[1], prediction[2]}}, {y.identifier, {truth[0], truth[1], truth[2]}}}};
}
constexpr numbers predicted{0.5, -1.25, 2};
constexpr numbers truths{1.5, -1, -0.75};
/// A loss and its gradient by z, to 10⁻¹² in double and 10⁻⁵ in float; by value and gradient as libtorch or a formula
/// have them.
template <class E>
void expect(E const& loss, computed::point const& where, double value, numbers const& slope) {
  auto const gradient = tl::grad(loss, z);
  plain::matrix const expected(3, 1, {slope[0], slope[1], slope[2]});
  plain::expect(computed::value_in<double>(loss, where), {1, 1, {value}}, 1e-12);
  plain::expect(computed::value_in<double>(gradient, where), expected, 1e-12);
  plain::expect(computed::value_in<float>(loss, where), {1, 1, {value}}, 1e-5);
  plain::expect(computed::value_in<float>(gradient, where), expected, 1e-5);
  BOOST_TEST(plain::sum(plain::hadamard(expected, expected)) > 0);
}
/// Finite, of both types, to the second order.
template <class E>
void expect_finite(E const& loss, computed::point const& where) {
  auto const gradient = tl::grad(loss, z);
  auto const all_finite = [](plain::matrix const& found) {
    for (double each : found.values) BOOST_TEST(std::isfinite(each));
  };
  auto const in_type = [&]<class T>(T) {
    all_finite(computed::value_in<T>(loss, where));
    all_finite(computed::value_in<T>(gradient, where));
    all_finite(computed::value_in<T>(tl::grad(sum(square(gradient)), z), where));
  };
  in_type(0.0);
  in_type(0.0F);
}

}  // namespace loss_numbers
