// SPDX-License-Identifier: BSL-1.0
// Every derivative rule against difference quotients and against the formula of a textbook, by the interpreter: what is tested here is
// the derivation, not a plan.
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace laws_derivatives_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto w = tl::input<"w", 3>;  // weights of either sign
constexpr auto p = tl::input<"p", 3>;  // positive numbers
constexpr auto u = tl::input<"u", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::input<"A", 2, 3>;
constexpr auto B = tl::input<"B", 3, 2>;

constexpr double ws[]{0.9, -0.6, 1.7};
constexpr double ps[]{0.4, 1.1, 2.3};
constexpr double ys[]{0, 1, 0};
constexpr double us[]{-0.7, 1.6};
constexpr double As[]{0.3, -0.8, 1.2, 0.5, 0.9, -0.4};
constexpr double Bs[]{1.1, 0.2, -0.7, 0.6, 0.35, -1.4};
using point = std::array<double, 3>;
constexpr point mixed{0.8, -1.3, 0.45};
constexpr point positive{0.8, 1.3, 0.45};

/// All leaves in one binding, one of them at the point in question: a single type of binding keeps this file quick to compile.
struct every_leaf {
  tl::name moved;
  double const* at;

  constexpr double const* of(tl::name const& leaf) const {
    if (leaf == moved) return at;
    switch (leaf.view()[0]) {
    case 'w': return ws;
    case 'p': return ps;
    case 'y': return ys;
    case 'u': return us;
    case 'A': return As;
    case 'B': return Bs;
    default: return mixed.data();
    }
  }
};

}  // namespace laws_derivatives_test

template <>
struct tapeless::run::leaf_source<laws_derivatives_test::every_leaf> : tapeless::run::shared_leaf_source {
  using every_leaf = laws_derivatives_test::every_leaf;
  static constexpr bool may_serve(graph::leaf_info const&) { return true; }
  static constexpr bool serves(every_leaf const&, graph::leaf_info const&) { return true; }
  static constexpr run_error write(every_leaf const& values, graph::leaf_info const& info, std::uint32_t, double* to) {
    write_rows(values.of(info.identifier), info.shape, to);
    return run_error::none;
  }
};

namespace laws_derivatives_test {

/// A scalar whose derivative weighs each element differently.
template <class E>
constexpr auto weighed(E const& e) {
  return sum(w % e);
}

template <auto const& F, auto const& X>
constexpr auto gradient = tl::grad(F, X);
template <auto const& F, auto const& X>
constexpr auto gradient_of_gradient = tl::grad(sum(w % tl::grad(F, X)), X);
template <auto const& F, auto const& X>
constexpr auto weighed_gradient = sum(w % tl::grad(F, X));

/// F and D at a point.
template <auto const& F, auto const& D, auto const& X, std::size_t N>
constexpr auto at_point(std::array<double, N> const& at) {
  return tl::run::interpretation<double, tl::rules::listed<F, D>>(every_leaf{X.identifier, at.data()});
}

/// The five-point rule: its error is h⁴f⁗′/30, 3e-14·f⁗′ for h = 1e-3, and 3e-13 for rounding.
double difference_quotient(double (*function)(double const* at), double* at, std::size_t i) {
  constexpr double h = 1e-3;
  double const middle = at[i];
  auto const f = [&](double step) {
    at[i] = middle + step;
    return function(at);
  };
  double const slope = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
  at[i] = middle;
  return slope;
}
void compare(double derived, double quotient) {
  BOOST_TEST(derived != 0);
  BOOST_TEST(derived == quotient, boost::test_tools::tolerance(1e-9));
}

/// Element (i, j) of the gradient belongs to number i·columns + j of the bound data, which lies row after row.
template <auto const& F, auto const& D, auto const& X, std::size_t N>
void agree(std::array<double, N> at) {
  auto const value = +[](double const* from) {
    return static_cast<double>(
        tl::run::interpretation<double, tl::rules::listed<F, D>>(every_leaf{X.identifier, from}).template output<0>());
  };
  auto const derived = at_point<F, D, X>(at).template output<1>();
  for (std::uint32_t i = 0; i < derived.rows(); ++i)
    for (std::uint32_t j = 0; j < derived.columns(); ++j)
      compare(derived(i, j), difference_quotient(value, at.data(), i * derived.columns() + j));
}

template <auto const&... F>
void first_derivatives_agree(point const& at) {
  (agree<F, gradient<F, x>, x>(at), ...);
}
template <auto const&... F>
void second_derivatives_agree(point const& at) {
  (agree<weighed_gradient<F, x>, gradient_of_gradient<F, x>, x>(at), ...);
}

constexpr auto of_negate = weighed(-x);
constexpr auto of_exp = weighed(exp(x));
constexpr auto of_expm1 = weighed(expm1(x));
constexpr auto of_log = weighed(log(x));
constexpr auto of_log1p = weighed(log1p(x));
constexpr auto of_sqrt = weighed(sqrt(x));
constexpr auto of_square = weighed(square(x));
constexpr auto of_abs = weighed(abs(x));
constexpr auto of_tanh = weighed(tanh(x));
constexpr auto of_sigmoid = weighed(sigmoid(x));
constexpr auto of_relu = weighed(relu(x));
constexpr auto of_softplus = weighed(softplus(x));
constexpr auto of_erf = weighed(erf(x));

constexpr auto of_add = sum(square(x + p));
constexpr auto of_subtract_left = sum(square(x - p));
constexpr auto of_subtract_right = sum(square(p - x) % w);
constexpr auto of_multiply = weighed(x % p);
constexpr auto of_divide_left = weighed(x / p);
constexpr auto of_divide_right = weighed(p / x);
constexpr auto of_power_left = weighed(tl::pow(x, p));
constexpr auto of_power_right = weighed(tl::pow(p, x));
constexpr auto of_cube = weighed(tl::pow(x, 3));
constexpr auto of_maximum = weighed(tl::maximum(x, x % x));
constexpr auto of_minimum = weighed(tl::minimum(x % x, x));
constexpr auto of_xlogy_left = weighed(tl::xlogy(x, p));
constexpr auto of_xlogy_right = weighed(tl::xlogy(p, x));
constexpr auto of_xdivy_left = weighed(tl::xdivy(x, p));
constexpr auto of_xdivy_right = weighed(tl::xdivy(p, x));
constexpr auto of_select = weighed(tl::where(w, exp(x), square(x)));
constexpr auto of_scalar_broadcast = weighed(exp(sum(x) * p));
constexpr auto of_scalar_divisor = weighed(p / sum(x));

constexpr auto of_sum = square(sum(x));
constexpr auto of_mean = square(mean(x));
constexpr auto of_max = square(max(x)) + sum(x);
constexpr auto of_logsumexp = logsumexp(x % p);
constexpr auto of_softmax = weighed(softmax(x));
constexpr auto of_log_softmax = weighed(log_softmax(x));
constexpr auto of_dot = square(dot(x, w)) + dot(p, x);
constexpr auto of_outer = sum(A % outer(u, x)) + sum(square(outer(x, x)));
constexpr auto of_product_right = sum(square(A * x));
constexpr auto of_transposed_product = sum(square(transpose(B) * x));
constexpr auto of_transpose = sum(exp(transpose(x) * B));

constexpr auto by_left_factor = sum(tanh(A * B)) + sum(square(transpose(A) * u));
constexpr auto by_transposed_left_factor = sum(exp(transpose(A) * transpose(B)));
constexpr auto by_both_factors = sum(tanh(A * transpose(A)) % (A * B));

constexpr auto of_mean_squared_error = tl::mean_squared_error(tanh(x), p);
constexpr auto of_cross_entropy = tl::cross_entropy(x, p);
constexpr auto of_label_loss = tl::cross_entropy_with_logits(x, y);
constexpr auto of_soft_loss = tl::cross_entropy_with_logits(x, p);
constexpr auto by_soft_label = tl::cross_entropy_with_logits(w, x);
constexpr auto of_binary_cross_entropy = tl::binary_cross_entropy(sigmoid(x) % sigmoid(p), p / 3);
constexpr auto of_logistic_loss = tl::binary_cross_entropy_with_logits(x, p / 3);
constexpr auto by_binary_target = tl::binary_cross_entropy_with_logits(w, x);

constexpr auto of_leaky_relu = weighed(tl::leaky_relu(x));
constexpr auto of_gelu = weighed(tl::gelu(x));
constexpr auto of_gelu_tanh = weighed(tl::gelu_tanh(x));
constexpr auto of_silu = weighed(tl::silu(x));
constexpr auto of_elu = weighed(tl::elu(x, 0.7));
constexpr auto hidden = tl::define<"hidden">([] { return tanh(A * x + u); });
constexpr auto of_network = logsumexp(B * hidden + w) + mean(square(hidden));

// ---- in the compiler, against the formulas of a textbook ------------------------------------------------------------------------

constexpr double relative_difference(double a, double b) {
  double const difference = a < b ? b - a : a - b;
  double const size = a < 0 ? -a : a;
  return difference == 0 ? 0 : difference / size;
}
template <auto const& F, class Formula>
constexpr bool derivative_is(point const& at, Formula const& formula) {
  auto const derived = at_point<F, gradient<F, x>, x>(at).template output<1>();
  for (std::uint32_t i = 0; i < 3; ++i)
    if (relative_difference(derived[i], formula(at[i], ws[i], ps[i])) > 4e-15) return false;
  return true;
}

namespace math = tl::math;
static_assert(derivative_is<of_negate>(mixed, [](double, double by, double) { return -by; }));
static_assert(derivative_is<of_exp>(mixed, [](double a, double by, double) { return by * math::exp(a); }));
static_assert(derivative_is<of_expm1>(mixed, [](double a, double by, double) { return by * math::exp(a); }));
static_assert(derivative_is<of_log>(positive, [](double a, double by, double) { return by / a; }));
static_assert(derivative_is<of_log1p>(positive, [](double a, double by, double) { return by / (1 + a); }));
static_assert(derivative_is<of_sqrt>(positive, [](double a, double by, double) { return by / (2 * math::sqrt(a)); }));
static_assert(derivative_is<of_square>(mixed, [](double a, double by, double) { return by * 2 * a; }));
static_assert(derivative_is<of_abs>(mixed, [](double a, double by, double) { return a > 0 ? by : -by; }));
static_assert(derivative_is<of_tanh>(mixed, [](double a, double by, double) {
  return by * (1 - math::tanh(a) * math::tanh(a));
}));
static_assert(derivative_is<of_sigmoid>(mixed, [](double a, double by, double) {
  return by * math::sigmoid(a) * math::sigmoid(-a);
}));
static_assert(derivative_is<of_relu>(mixed, [](double a, double by, double) { return a > 0 ? by : 0; }));
static_assert(derivative_is<of_softplus>(mixed, [](double a, double by, double) { return by * math::sigmoid(a); }));
static_assert(derivative_is<of_erf>(mixed, [](double a, double by, double) {
  return by * 2 * std::numbers::inv_sqrtpi * math::exp(-a * a);
}));
static_assert(derivative_is<of_multiply>(mixed, [](double, double by, double b) { return by * b; }));
static_assert(derivative_is<of_divide_left>(mixed, [](double, double by, double b) { return by / b; }));
static_assert(derivative_is<of_divide_right>(mixed, [](double a, double by, double b) { return -by * b / (a * a); }));
static_assert(derivative_is<of_power_left>(positive,
                                           [](double a, double by, double b) { return by * b * math::pow(a, b - 1); }));
static_assert(derivative_is<of_power_right>(mixed, [](double a, double by, double b) {
  return by * math::pow(b, a) * math::log(b);
}));
static_assert(derivative_is<of_cube>(mixed, [](double a, double by, double) { return by * 3 * a * a; }));
static_assert(derivative_is<of_xlogy_left>(mixed, [](double, double by, double b) { return by * math::log(b); }));
static_assert(derivative_is<of_xlogy_right>(positive, [](double a, double by, double b) { return by * b / a; }));
static_assert(derivative_is<of_select>(mixed, [](double a, double by, double) {
  return by * (by > 0 ? math::exp(a) : 2 * a);
}));
static_assert(derivative_is<of_sum>(positive, [](double, double, double) { return 2 * (0.8 + 1.3 + 0.45); }));
static_assert(derivative_is<of_mean>(positive, [](double, double, double) { return 2 * (0.8 + 1.3 + 0.45) / 9; }));
static_assert(derivative_is<of_cross_entropy>(positive, [](double a, double, double b) { return -b / a; }));
static_assert(derivative_is<of_logistic_loss>(mixed, [](double a, double, double b) {
  return (math::sigmoid(a) - b / 3) / 3;
}));
static_assert(derivative_is<of_silu>(positive, [](double a, double by, double) {
  return by * math::sigmoid(a) * (1 + a * math::sigmoid(-a));
}));

// ---- where a function has a kink: the stated convention ---------------------------------------------------------------------------

constexpr auto first_of_maximum = weighed(tl::maximum(x, p));
constexpr auto second_of_maximum = weighed(tl::maximum(p, x));
constexpr auto first_of_minimum = weighed(tl::minimum(x, p));
constexpr auto second_of_minimum = weighed(tl::minimum(p, x));
constexpr auto of_max_alone = max(x);
constexpr point zero{0, 0, 0};
constexpr point tie{0.4, 1.1, 2.3};  // p's numbers

template <auto const& F>
constexpr auto derivative_at(point const& at) {
  return at_point<F, gradient<F, x>, x>(at).template output<1>();
}
template <class Tensor>
constexpr bool is(Tensor const& found, double a, double b, double c) {
  return found[0] == a && found[1] == b && found[2] == c;
}
static_assert(is(derivative_at<of_relu>(zero), 0, 0, 0));
static_assert(is(derivative_at<of_abs>(zero), 0, 0, 0));
static_assert(is(derivative_at<of_max_alone>({2, 2, 1}), 0.5, 0.5, 0));
static_assert(is(derivative_at<of_max_alone>({1, 4, 2}), 0, 1, 0));
static_assert(is(derivative_at<first_of_maximum>(tie), 0.9, -0.6, 1.7) &&
              is(derivative_at<second_of_maximum>(tie), 0, 0, 0));
static_assert(is(derivative_at<first_of_minimum>(tie), 0.9, -0.6, 1.7) &&
              is(derivative_at<second_of_minimum>(tie), 0, 0, 0));

}  // namespace laws_derivatives_test

BOOST_AUTO_TEST_SUITE(laws_derivatives)

using namespace laws_derivatives_test;

BOOST_AUTO_TEST_CASE(functions_of_one_number_have_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_negate, of_exp, of_expm1, of_square, of_abs, of_tanh, of_sigmoid, of_softplus, of_erf>(
      mixed);
  first_derivatives_agree<of_log, of_log1p, of_sqrt, of_relu>(positive);
}
BOOST_AUTO_TEST_CASE(functions_of_two_numbers_have_the_derivatives_of_the_difference_quotients) {
  first_derivatives_agree<of_add, of_subtract_left, of_subtract_right, of_multiply, of_divide_left, of_divide_right,
                          of_power_right, of_cube>(mixed);
  first_derivatives_agree<of_maximum, of_minimum, of_xlogy_left, of_xdivy_left, of_xdivy_right, of_select>(mixed);
  first_derivatives_agree<of_power_left, of_xlogy_right, of_scalar_divisor>(positive);
  first_derivatives_agree<of_scalar_broadcast>(mixed);
}
BOOST_AUTO_TEST_CASE(reductions_have_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_sum, of_mean, of_max, of_logsumexp, of_softmax, of_log_softmax>(mixed);
}
BOOST_AUTO_TEST_CASE(products_have_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_dot, of_outer, of_product_right, of_transposed_product, of_transpose>(mixed);
  constexpr std::array<double, 6> at{0.6, -0.3, 0.8, -1.1, 0.25, 0.7};
  agree<by_left_factor, gradient<by_left_factor, A>, A>(at);
  agree<by_transposed_left_factor, gradient<by_transposed_left_factor, A>, A>(at);
  agree<by_transposed_left_factor, gradient<by_transposed_left_factor, B>, B>(at);
  agree<by_both_factors, gradient<by_both_factors, A>, A>(at);
}
BOOST_AUTO_TEST_CASE(losses_have_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_mean_squared_error, of_label_loss, of_soft_loss, by_soft_label, of_logistic_loss,
                          by_binary_target>(mixed);
  first_derivatives_agree<of_cross_entropy, of_binary_cross_entropy>(positive);
}
BOOST_AUTO_TEST_CASE(activations_have_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_leaky_relu, of_gelu, of_gelu_tanh, of_silu, of_elu>(mixed);
}
BOOST_AUTO_TEST_CASE(a_network_has_the_derivative_of_the_difference_quotient) {
  first_derivatives_agree<of_network>(mixed);
  agree<of_network, gradient<of_network, A>, A>(std::array<double, 6>{0.6, -0.3, 0.8, -1.1, 0.25, 0.7});
}
BOOST_AUTO_TEST_CASE(second_derivatives_of_smooth_functions_are_those_of_the_difference_quotient) {
  second_derivatives_agree<of_exp, of_tanh, of_sigmoid, of_softplus, of_erf, of_cube, of_divide_right, of_power_right>(
      mixed);
  second_derivatives_agree<of_log, of_log1p, of_sqrt, of_power_left, of_xlogy_right>(positive);
  second_derivatives_agree<of_logsumexp, of_softmax, of_log_softmax, of_product_right, of_scalar_broadcast, of_outer>(
      mixed);
  second_derivatives_agree<of_label_loss, of_logistic_loss, of_gelu, of_gelu_tanh, of_silu, of_network>(mixed);
}

BOOST_AUTO_TEST_SUITE_END()
