// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// where, clamp, relu and abs hand down no NaN from what they do not choose, in first and second derivatives.
#include "../computed.hpp"

#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"

#include <boost/test/unit_test.hpp>

namespace laws_no_nan_test {

namespace tl = tapeless;
using tl::graph::id;
using tl::rules::simplifier;
using plain_builder = tl::graph::plain_builder;
constexpr auto x = tl::input<"x", 4>;
constexpr auto s = tl::input<"s">;
constexpr auto d = tl::input<"d", 4>;
constexpr auto W = tl::parameter<"W", 4, 4>;

double const at[]{-1, 0, 0.25, 2};
computed::point const here{{{tl::name("x"), {-1, 0, 0.25, 2}}, {tl::name("s"), {0.5}}}};

plain::matrix diagonal_of(plain::matrix const& v) {
  plain::matrix made(4, 4);
  for (std::size_t i = 0; i < 4; ++i) made(i, i) = v(i);
  return made;
}

/// f is element-wise with f′ and f″ given: gradient, tangent and Jacobians, and the second derivatives in all four
/// orders.
template <class Builder, class F>
void has_derivatives_by(F const& f, plain::matrix const& first, plain::matrix const& second) {
  Builder b;
  id const root = f.lower(b);
  id const moving = x.lower(b);
  id const along = d.lower(b);
  id const gradient = tl::diff::adjoint_of(b, b.apply(tl::op::sum, root), moving);
  id const tangent = tl::diff::tangent_of(b, root, moving, along);
  id const gradient_along = b.apply(tl::op::sum, b.apply(tl::op::multiply, gradient, along));
  id const forward = tl::diff::forward_jacobian(b, root, moving);
  id const reverse = tl::diff::reverse_jacobian(b, root, moving);
  id const vectors[]{tl::diff::tangent_of(b, gradient, moving, along), tl::diff::adjoint_of(b, gradient_along, moving),
                     tl::diff::tangent_of(b, tangent, moving, along),
                     tl::diff::adjoint_of(b, b.apply(tl::op::sum, tangent), moving)};
  id const hessians[]{tl::diff::forward_jacobian(b, gradient, moving), tl::diff::reverse_jacobian(b, gradient, moving)};
  computed::nodes const values(b, here);
  plain::matrix const direction = values.of(along, {4, 1});
  plain::expect(values.of(gradient, {4, 1}), first, 1e-13);
  plain::expect(values.of(tangent, {4, 1}), plain::hadamard(first, direction), 1e-13);
  plain::expect(values.of(forward, {4, 4}), diagonal_of(first), 1e-13);
  plain::expect(values.of(reverse, {4, 4}), diagonal_of(first), 1e-13);
  plain::matrix const moved = plain::hadamard(second, direction);
  plain::expect(values.of(vectors[0], {4, 1}), moved, 1e-12);
  plain::expect(values.of(vectors[1], {4, 1}), moved, 1e-12);
  plain::expect(values.of(vectors[2], {4, 1}), plain::hadamard(moved, direction), 1e-12);
  plain::expect(values.of(vectors[3], {4, 1}), moved, 1e-12);
  for (id const each : hessians) plain::expect(values.of(each, {4, 4}), diagonal_of(second), 1e-12);
}
template <class F, class First, class Second>
void has_derivatives(F const& f, First const& first, Second const& second) {
  plain::matrix const points(4, 1, {at, at + 4});
  BOOST_TEST_CONTEXT("without laws")
  has_derivatives_by<plain_builder>(f, plain::map(points, first), plain::map(points, second));
  BOOST_TEST_CONTEXT("with laws")
  has_derivatives_by<simplifier>(f, plain::map(points, first), plain::map(points, second));
}
template <class E>
void is_finite(E const& e) {
  for (plain::matrix const& found : {computed::value<plain_builder>(e, here), computed::value<simplifier>(e, here)}) {
    double largest = 0;
    for (double const number : found.values) {
      BOOST_TEST(std::isfinite(number));
      largest = std::fmax(largest, std::abs(number));
    }
    BOOST_TEST(largest > 0);
  }
}

}  // namespace laws_no_nan_test

BOOST_AUTO_TEST_SUITE(laws_no_nan_from_the_branch_not_taken)

using namespace laws_no_nan_test;

BOOST_AUTO_TEST_CASE(where_the_argument_of_a_root_or_a_logarithm_is_not_positive) {
  has_derivatives(
      tl::where(x > 0, log(x), x), [](double v) { return v > 0 ? 1 / v : 1; },
      [](double v) { return v > 0 ? -1 / (v * v) : 0; });
  has_derivatives(
      tl::where(x > 0, sqrt(x), 0), [](double v) { return v > 0 ? 0.5 / std::sqrt(v) : 0; },
      [](double v) { return v > 0 ? -0.25 / (v * std::sqrt(v)) : 0; });
  has_derivatives(
      tl::where(x <= 0, 2 * x, tl::pow(x, 0.5)), [](double v) { return v > 0 ? 0.5 / std::sqrt(v) : 2; },
      [](double v) { return v > 0 ? -0.25 / (v * std::sqrt(v)) : 0; });
}
BOOST_AUTO_TEST_CASE(through_further_element_wise_operations) {
  has_derivatives(
      tl::where(x > 0, exp(3 * sqrt(2 * x) - 1), 1),
      [](double v) { return v > 0 ? 3 / std::sqrt(2 * v) * std::exp(3 * std::sqrt(2 * v) - 1) : 0; },
      [](double v) {
        return v > 0 ? (4.5 / v - 1.5 / (v * std::sqrt(2 * v))) * std::exp(3 * std::sqrt(2 * v) - 1) : 0;
      });
  has_derivatives(
      tl::where(x > 0, x % log(x), square(x)), [](double v) { return v > 0 ? 1 + std::log(v) : 2 * v; },
      [](double v) { return v > 0 ? 1 / v : 2; });
  has_derivatives(
      2 * tl::where(x > 0, s / rsqrt(x), 3 * x), [](double v) { return v > 0 ? 0.5 / std::sqrt(v) : 6; },
      [](double v) { return v > 0 ? -0.25 / (v * std::sqrt(v)) : 0; });
}
BOOST_AUTO_TEST_CASE(where_both_branches_and_several_choices_use_one_steep_value) {
  constexpr auto root = sqrt(x);
  has_derivatives(
      tl::where(x > 0, root % root % root, 0), [](double v) { return v > 0 ? 1.5 * std::sqrt(v) : 0; },
      [](double v) { return v > 0 ? 0.75 / std::sqrt(v) : 0; });
  has_derivatives(
      tl::where(x > 0, root, 0) + tl::where(x > 1, 2 * root, 0),
      [](double v) { return v > 0 ? (v > 1 ? 1.5 : 0.5) / std::sqrt(v) : 0; },
      [](double v) { return v > 0 ? (v > 1 ? -0.75 : -0.25) / (v * std::sqrt(v)) : 0; });
  has_derivatives(
      tl::where(x > 0, tl::where(x > 1, log(x), root), tl::where(x < -0.5, sqrt(-x), x)),
      [](double v) {
        return v > 1 ? 1 / v : v > 0 ? 0.5 / std::sqrt(v) : v < -0.5 ? -0.5 / std::sqrt(-v) : 1;
      },
      [](double v) {
        return v > 1 ? -1 / (v * v) : v > 0 ? -0.25 / (v * std::sqrt(v)) : v < -0.5 ? -0.25 / (-v * std::sqrt(-v)) : 0;
      });
}
BOOST_AUTO_TEST_CASE(clamp_and_relu_where_they_hold_their_argument) {
  has_derivatives(
      tl::clamp(log(square(x)), -5, 1), [](double v) { return v == 0 || v > 1.6 ? 0 : 2 / v; },
      [](double v) { return v == 0 || v > 1.6 ? 0 : -2 / (v * v); });
  has_derivatives(
      relu(log(square(2 * x))), [](double v) { return std::abs(2 * v) > 1 ? 2 / v : 0; },
      [](double v) { return std::abs(2 * v) > 1 ? -2 / (v * v) : 0; });
  has_derivatives(
      tl::minimum(1 / square(x), 9), [](double v) { return std::abs(v) > 0.4 ? -2 / (v * v * v) : 0; },
      [](double v) { return std::abs(v) > 0.4 ? 6 / (v * v * v * v) : 0; });
  has_derivatives(
      tl::maximum(sqrt(abs(x)) - 0.75, 0),
      [](double v) { return std::abs(v) > 0.6 ? std::copysign(0.5, v) / std::sqrt(std::abs(v)) : 0; },
      [](double v) { return std::abs(v) > 0.6 ? -0.25 / (std::abs(v) * std::sqrt(std::abs(v))) : 0; });
}
BOOST_AUTO_TEST_CASE(abs_at_the_zero_of_what_is_steep_there) {
  has_derivatives(
      abs(cbrt(x)), [](double v) { return v == 0 ? 0 : std::copysign(1 / (3 * std::cbrt(v) * std::cbrt(v)), v); },
      [](double v) { return v == 0 ? 0 : -2 / (9 * std::pow(std::abs(v), 5.0 / 3)); });
  has_derivatives(
      abs(3 * sqrt(tl::maximum(x, 0))), [](double v) { return v > 0 ? 1.5 / std::sqrt(v) : 0; },
      [](double v) { return v > 0 ? -0.75 / (v * std::sqrt(v)) : 0; });
}
BOOST_AUTO_TEST_CASE(where_one_condition_serves_all_elements) {
  has_derivatives(
      tl::where(s > 1, sqrt(x), square(x)), [](double v) { return 2 * v; }, [](double) { return 2; });
  has_derivatives(
      tl::where(s > 1, sqrt(x - x % x % x), x % x % x), [](double v) { return 3 * v * v; },
      [](double v) { return 6 * v; });
}
BOOST_AUTO_TEST_CASE(in_third_derivatives_too) {
  constexpr auto second = grad(sum(grad(sum(tl::where(x > 0, log(x), abs(cbrt(x)))), x)), x);
  is_finite(grad(sum(second), x));
  is_finite(tl::jvp(second, x, d));
}
BOOST_AUTO_TEST_CASE(by_a_scalar_that_is_combined_with_the_elements) {
  is_finite(grad(sum(tl::where(x > 0, sqrt(s * x), 0)), s));
  is_finite(grad(grad(sum(tl::where(x > 0, sqrt(s * x), 0)), s), s));
  is_finite(tl::hessian(sum(tl::where(x > 0, tl::pow(x, s), 0)), s));
  is_finite(grad(grad(sum(tl::where(x > 0, tl::pow(x, s), 0)), s), x));
}
BOOST_AUTO_TEST_CASE(in_a_batch_and_after_products) {
  is_finite(tl::batch<3>(grad(sum(tl::where(x > 0, log(x), x)), x)));
  is_finite(tl::batch<3>(tl::hessian(sum(tl::where(x > 0, sqrt(x), 0)), x)));
  is_finite(grad(sum(tanh(W * tl::where(x > 0, log(x), x))), x));
  is_finite(tl::hessian(sum(tanh(W * tl::where(x > 0, sqrt(x), 0))), x));
  is_finite(tl::jacobian(softmax(W * tl::where(x > 0, sqrt(x), 0)), x));
  is_finite(tl::jacrev(softmax(W * tl::where(x > 0, sqrt(x), 0)), x));
}
BOOST_AUTO_TEST_CASE(beyond_a_product_a_second_where_holds_the_argument) {
  // the adjoint of log x is 0 times the column of W, and 0/0 is NaN
  constexpr auto single = sum(tl::where(s > 1, W * log(x), x));
  BOOST_TEST(std::isnan(computed::value(grad(single, x), here)(1)));
  constexpr auto twice = sum(tl::where(s > 1, W * log(tl::where(x > 0, x, 1)), x));
  is_finite(grad(twice, x));
  is_finite(grad(twice + sum(square(x)), x));
  is_finite(tl::hessian(twice + sum(square(x)), x));
}
BOOST_AUTO_TEST_CASE(a_norm_has_derivatives_at_zero) {
  computed::point const zero{{{tl::name("x"), {0, 0, 0, 0}}}};
  plain::expect(computed::value(norm(x), zero), plain::matrix(1, 1), 0);
  plain::expect(computed::value(grad(norm(x), x), zero), plain::matrix(4, 1), 0);
  plain::expect(computed::value(tl::hessian(norm(x), x), zero), plain::matrix(4, 4), 0);
  plain::expect(computed::value<simplifier>(tl::hessian(norm(x), x), zero), plain::matrix(4, 4), 0);
}
BOOST_AUTO_TEST_CASE(what_is_chosen_keeps_its_nan) {
  // √−1 was asked for, and has no derivative
  plain::matrix const found = computed::value(grad(sum(tl::where(x < 1, sqrt(x), 0)), x), here);
  BOOST_TEST(std::isnan(found(0)));
  BOOST_TEST(std::isinf(found(1)));
  BOOST_TEST(found(2) == 1);
  BOOST_TEST(found(3) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
