// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/elementwise_derivative.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/activation.hpp"

#include <boost/test/unit_test.hpp>
#include <numbers>

// The rules as formulas; tests/laws/derivatives.cpp compares their numbers with difference quotients.
namespace rules_elementwise_derivative_test {

namespace tl = tapeless;
using in_graph::same;
using tl::grad;
constexpr auto x = tl::input<"x">;
constexpr auto u = tl::input<"u">;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;

/// Its slopes are −2x, and cancel nowhere.
constexpr auto one_minus_square = tl::where(abs(x) > 0.5, (1 - x) * (1 + x), 1 - square(x));

/// Whether the derivative of |e| asks for its kink.
template <class E>
consteval bool asks_at_kink(E const& e) {
  return in_graph::count(tl::op::equal, grad(sum(abs(e)), x)) != 0;
}

}  // namespace rules_elementwise_derivative_test

BOOST_AUTO_TEST_SUITE(rules_elementwise_derivative)

using namespace rules_elementwise_derivative_test;

BOOST_AUTO_TEST_CASE(functions_of_one_number_have_their_textbook_derivative) {
  BOOST_TEST(same(grad(-x, x), tl::number(-1)));
  BOOST_TEST(same(grad(exp(x), x), exp(x)));
  BOOST_TEST(same(grad(expm1(x), x), exp(x)));
  BOOST_TEST(same(grad(log(x), x), 1 / x));
  BOOST_TEST(same(grad(log1p(x), x), 1 / (1 + x)));
  BOOST_TEST(same(grad(sqrt(x), x), 1 / (2 * sqrt(x))));
  BOOST_TEST(same(grad(square(x), x), 2 * x));
  BOOST_TEST(same(grad(abs(x), x), sign(x)));
  BOOST_TEST(same(grad(tanh(x), x), 1 - square(tanh(x))));
  BOOST_TEST(same(grad(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x))));
  BOOST_TEST(same(grad(relu(x), x), tl::where(relu(x), 1, 0)));
  BOOST_TEST(same(grad(softplus(x), x), sigmoid(x)));
  BOOST_TEST(same(grad(erf(x), x), 2 * std::numbers::inv_sqrtpi * exp(-square(x))));
}
BOOST_AUTO_TEST_CASE(powers_and_roots_have_their_textbook_derivative) {
  BOOST_TEST(same(grad(log2(x), x), std::numbers::log2e / x));
  BOOST_TEST(same(grad(rsqrt(x), x), -0.5 * rsqrt(x) * square(rsqrt(x))));
  BOOST_TEST(same(grad(cbrt(x), x), 1 / (3 * cbrt(x)) / cbrt(x)));
  BOOST_TEST(same(grad(erfc(x), x), -(2 * std::numbers::inv_sqrtpi * exp(-square(x)))));
}
BOOST_AUTO_TEST_CASE(angular_and_hyperbolic_functions_have_their_textbook_derivative) {
  BOOST_TEST(same(grad(sin(x), x), cos(x)));
  BOOST_TEST(same(grad(cos(x), x), -sin(x)));
  BOOST_TEST(same(grad(tan(x), x), 1 + square(tan(x))));
  BOOST_TEST(same(grad(asin(x), x), rsqrt(one_minus_square)));
  BOOST_TEST(same(grad(acos(x), x), -rsqrt(one_minus_square)));
  BOOST_TEST(same(grad(atan(x), x), 1 / tl::hypot(x, 1) / tl::hypot(x, 1)));
  BOOST_TEST(same(grad(sinh(x), x), cosh(x)));
  BOOST_TEST(same(grad(cosh(x), x), sinh(x)));
  BOOST_TEST(same(grad(asinh(x), x), 1 / tl::hypot(x, 1)));
  BOOST_TEST(same(grad(acosh(x), x), rsqrt(x - 1) * rsqrt(x + 1)));
  BOOST_TEST(same(grad(atanh(x), x), 1 / one_minus_square));
}
BOOST_AUTO_TEST_CASE(functions_of_two_numbers_have_their_textbook_derivatives) {
  BOOST_TEST(same(grad(x + u, u), tl::number(1)));
  BOOST_TEST(same(grad(x - u, u), tl::number(-1)));
  BOOST_TEST(same(grad(x * u, x), u));
  BOOST_TEST(same(grad(x / u, x), 1 / u));
  BOOST_TEST(same(grad(x / u, u), -(x / u / u)));
  constexpr auto power = tl::pow(x, u - 1);
  constexpr auto lost = tl::pow(x, u) / x - power;
  constexpr auto restored = tl::where(((u < 0.5) + (u > 0x1p24)) * (lost - lost == 0), lost, 0);
  BOOST_TEST(same(grad(tl::pow(x, u), x),
                  tl::where((x == 0) * (u == 0), 0, tl::xmuly(u, power + tl::stop_gradient(restored)))));
  BOOST_TEST(same(grad(tl::pow(x, 3), x), 3 * square(x)));
  BOOST_TEST(same(grad(tl::pow(x, u), u), tl::where((x == 0) * (u >= 0), 0, tl::xlogy(tl::pow(x, u), x))));
  BOOST_TEST(same(grad(tl::pow(2, u), u), tl::xlogy(tl::pow(2, u), tl::number(2))));
  BOOST_TEST(same(grad(tl::xmuly(x, u), x), u));
  BOOST_TEST(same(grad(tl::xmuly(x, u), u), x));
  BOOST_TEST(same(grad(tl::xlogy(x, u), x), log(u)));
  BOOST_TEST(same(grad(tl::xlogy(x, u), u), tl::xdivy(x, u)));
  BOOST_TEST(same(grad(tl::atan2(x, u), x), tl::xdivy(tl::over_hypot(u, x), tl::hypot(x, u))));
  BOOST_TEST(same(grad(tl::atan2(x, u), u), -tl::xdivy(tl::over_hypot(x, u), tl::hypot(x, u))));
  BOOST_TEST(same(grad(tl::hypot(x, u), u), tl::over_hypot(u, x)));
  constexpr auto across = tl::over_hypot(u, x);
  BOOST_TEST(same(grad(tl::over_hypot(x, u), x), tl::xdivy(square(across), tl::hypot(x, u))));
  BOOST_TEST(same(grad(tl::over_hypot(x, u), u), -tl::xdivy(tl::over_hypot(x, u) * across, tl::hypot(x, u))));
  BOOST_TEST(same(grad(tl::maximum(x, u), x), tl::where(u > x, 0, tl::where(x > u, 1, 0.5))));
  BOOST_TEST(same(grad(tl::maximum(x, u), u), tl::where(x > u, 0, tl::where(u > x, 1, 0.5))));
  BOOST_TEST(same(grad(tl::minimum(x, u), x), tl::where(x > u, 0, tl::where(u > x, 1, 0.5))));
}
BOOST_AUTO_TEST_CASE(steps_have_derivative_zero) {
  BOOST_TEST(same(grad(sign(x), x), tl::number(0)));
  BOOST_TEST(same(grad(x > u, x), tl::number(0)));
  BOOST_TEST(same(grad(tl::where(x, 2, u), x), tl::number(0)));
  BOOST_TEST(same(grad(floor(x) + round(x) + ceil(x) + trunc(x), x), tl::number(0)));
  BOOST_TEST(same(grad((x >= u) + (x == u) + (x != u) + (x <= u), x), tl::number(0)));
}
BOOST_AUTO_TEST_CASE(what_stop_gradient_holds_is_a_constant) {
  BOOST_TEST(same(grad(tl::stop_gradient(square(x)) * x, x), tl::stop_gradient(square(x))));
  BOOST_TEST(same(grad(tl::stop_gradient(exp(x)), x), tl::number(0)));
  BOOST_TEST(same(tl::jvp(tl::stop_gradient(v) % v, v, w), w % tl::stop_gradient(v)));
  BOOST_TEST(same(grad(grad(square(tl::stop_gradient(x) * x), x), x), 2 * tl::stop_gradient(x) * tl::stop_gradient(x)));
}
BOOST_AUTO_TEST_CASE(an_adjoint_is_chosen_after_it_was_multiplied) {
  BOOST_TEST(same(grad(sum(tl::where(v > 0, sqrt(v), w)), v), tl::where(v > 0, 1 / (2 * sqrt(v)), 0)));
  BOOST_TEST(same(grad(sum(tl::where(v > 0, w, exp(log(v)))), v), tl::where(v > 0, 0, exp(log(v)) / v)));
  BOOST_TEST(same(grad(sum(w % relu(log(v))), v), tl::where(relu(log(v)), w / v, 0)));
  BOOST_TEST(same(grad(sum(tl::where(x > 0, w % log(v), v)), v), tl::where(x > 0, w / v, 1)));
}
BOOST_AUTO_TEST_CASE(the_sign_is_chosen_only_where_what_follows_may_be_infinite) {
  BOOST_TEST(same(grad(sum(abs(v - w)), v), sign(v - w)));
  BOOST_TEST(same(grad(sum(abs(A * sqrt(v))), A), sign(A * sqrt(v)) * transpose(sqrt(v))));
  BOOST_TEST(same(grad(sum(abs(2 * cbrt(v))), v),
                  tl::where(2 * cbrt(v) == 0, 0, 2 * sign(2 * cbrt(v)) / (3 * cbrt(v)) / cbrt(v))));
}

BOOST_AUTO_TEST_CASE(the_kink_of_an_absolute_value_is_asked_for_where_its_operand_may_be_steep) {
  BOOST_TEST(asks_at_kink(sqrt(x)));
  BOOST_TEST(asks_at_kink(cbrt(x)));
  BOOST_TEST(asks_at_kink(asin(x)));
  BOOST_TEST(asks_at_kink(acos(x)));
  BOOST_TEST(asks_at_kink(acosh(x)));
  BOOST_TEST(asks_at_kink(tl::xlogy(u, x)));
  BOOST_TEST(asks_at_kink(tl::pow(x, 0.5)));
  BOOST_TEST(asks_at_kink(tl::pow(x, u)));
  BOOST_TEST(asks_at_kink(exp(u - 2 * sqrt(x))));  // further down too
  BOOST_TEST(asks_at_kink(sqrt(x) * w));
  BOOST_TEST(!asks_at_kink(x));
  BOOST_TEST(!asks_at_kink(exp(x) + tanh(x)));
  BOOST_TEST(!asks_at_kink(tl::pow(x, 1.5)));
  BOOST_TEST(!asks_at_kink(A * (v * x)));
  BOOST_TEST(!asks_at_kink(sum(sqrt(x * v)) - u));  // what a reduction reads is not asked
}

BOOST_AUTO_TEST_SUITE_END()
