// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/activation.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace nn_activation_test {

namespace tl = tapeless;
constexpr auto x = tl::parameter<"x", 7>;

template <class Activation>
constexpr auto value = Activation::apply(x);
template <class Activation>
constexpr auto slope = tl::grad(sum(value<Activation>), x);

/// Value and derivative at points on both sides of 0, against the formula and its central difference.
template <class Activation, class F>
void expect_function(F const& f, double tolerance = 1e-13) {
  using program = tl::program<double, value<Activation>, slope<Activation>>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::matrix const points(7, 1, {-30, -3, -0.5, 0.25, 1, 4, 30});
  plain::set(parameters[x], points);
  auto const result = program::run(memory, parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  plain::expect(result[value<Activation>], plain::map(points, f), tolerance);
  double const h = 1e-5;
  plain::expect(result[slope<Activation>],
                plain::map(points, [&](double at) { return (f(at + h) - f(at - h)) / (2 * h); }), 1e-9);
}

/// The same where the numbers are computed while the test runs.
template <class E, class F>
void expect_formula(E const& e, F const& f) {
  plain::matrix const points(7, 1, {-30, -3.5, -0.5, 0.25, 1, 4, 30});
  computed::point const at{{{x.identifier, points.values}}};
  plain::expect(computed::value(e, at), plain::map(points, f), 1e-14);
  plain::expect(computed::simplified_value(e, at), plain::map(points, f), 1e-14);
  double const h = 1e-5;
  plain::matrix const slopes = computed::value(tl::grad(sum(e), x), at);
  plain::expect(slopes, plain::map(points, [&](double v) { return (f(v + h) - f(v - h)) / (2 * h); }), 1e-9);
  BOOST_TEST(plain::sum(plain::map(slopes, [](double v) { return std::abs(v); })) > 0.01);
}
double elu_of(double v, double alpha) { return v > 0 ? v : alpha * std::expm1(v); }
double relu6_of(double v) { return std::fmin(std::fmax(v, 0), 6); }
double fast_tanh_of(double v) {
  double const c = std::fmin(std::fmax(v, -3), 3);
  return c * (27 + c * c) / (27 + 9 * c * c);
}
/// e at one point for all seven elements.
template <class E>
double at_point(E const& e, double v) {
  return computed::value(e, {{{x.identifier, std::vector<double>(7, v)}}})(0);
}

constexpr auto steep = tl::leaky_relu(x, 0.25);
constexpr auto large_elu = tl::elu(x, 2.0);
constexpr auto far = tl::elu(1000 * x);
constexpr auto far_slope = tl::grad(sum(far), x);

}  // namespace nn_activation_test

BOOST_AUTO_TEST_SUITE(nn_activation)

using namespace nn_activation_test;
namespace activation = tapeless::activation;

BOOST_AUTO_TEST_CASE(every_activation_and_its_derivative_are_their_formulas) {
  expect_function<activation::linear>([](double v) { return v; });
  expect_function<activation::tanh>([](double v) { return std::tanh(v); });
  expect_function<activation::sigmoid>([](double v) { return 1 / (1 + std::exp(-v)); });
  expect_function<activation::relu>([](double v) { return v > 0 ? v : 0; });
  expect_function<activation::leaky_relu>([](double v) { return v > 0 ? v : 0.01 * v; });
  expect_function<activation::gelu>([](double v) { return v * std::erfc(-v / std::sqrt(2.0)) / 2; });
  expect_function<activation::gelu_tanh>(
      [](double v) { return v / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v))); });
  expect_function<activation::silu>([](double v) { return v / (1 + std::exp(-v)); });
  expect_function<activation::softplus>([](double v) { return std::fmax(v, 0) + std::log1p(std::exp(-std::abs(v))); });
  expect_function<activation::elu>([](double v) { return v > 0 ? v : std::expm1(v); });
}

BOOST_AUTO_TEST_CASE(the_newer_activations_and_their_derivatives_are_their_formulas) {
  expect_formula(tl::selu(x), [](double v) { return 1.0507009873554805 * elu_of(v, 1.6732632423543772); });
  expect_formula(tl::celu(x), [](double v) { return elu_of(v, 1); });
  expect_formula(tl::celu(x, 2.5), [](double v) { return std::fmax(v, 0) + std::fmin(2.5 * std::expm1(v / 2.5), 0); });
  expect_formula(tl::mish(x), [](double v) { return v * std::tanh(std::log1p(std::exp(v))); });
  expect_formula(tl::softsign(x), [](double v) { return v / (1 + std::abs(v)); });
  expect_formula(tl::gaussian(x), [](double v) { return std::exp(-v * v); });
  expect_formula(tl::relu6(x), relu6_of);
  expect_formula(tl::hard_tanh(x - 0.25), [](double v) { return std::fmin(std::fmax(v - 0.25, -1), 1); });
  expect_formula(tl::hard_sigmoid(x), [](double v) { return relu6_of(v + 3) / 6; });
  expect_formula(tl::hard_swish(x), [](double v) { return v * relu6_of(v + 3) / 6; });
  expect_formula(tl::fast_tanh(x), fast_tanh_of);
}

BOOST_AUTO_TEST_CASE(at_their_kinks_activations_have_the_documented_derivative) {
  BOOST_TEST(at_point(tl::grad(sum(tl::relu6(x)), x), 0) == 0);
  BOOST_TEST(at_point(tl::grad(sum(tl::relu6(x)), x), 6) == 1);
  BOOST_TEST(at_point(tl::grad(sum(tl::hard_tanh(x)), x), 1) == 1);
  BOOST_TEST(at_point(tl::grad(sum(tl::hard_tanh(x)), x), -1) == 1);
  BOOST_TEST(at_point(tl::grad(sum(tl::softsign(x)), x), 0) == 1);
  BOOST_TEST(at_point(tl::grad(sum(tl::celu(x, 2.5)), x), 0) == 1);  // continuous for every α
}

BOOST_AUTO_TEST_CASE(the_slope_of_prelu_is_learnt_for_all_elements_or_for_each) {
  constexpr auto slope_of_all = tl::parameter<"a">;
  constexpr auto slope_of_each = tl::parameter<"c", 7>;
  computed::point const at{{{x.identifier, {-2, -1, -0.5, 0, 0.5, 1, 2}},
                            {slope_of_all.identifier, {0.25}},
                            {slope_of_each.identifier, {0.5, 1, 2, 3, 4, 5, 6}}}};
  plain::expect(computed::value(tl::prelu(x, slope_of_all), at), {7, 1, {-0.5, -0.25, -0.125, 0, 0.5, 1, 2}}, 0);
  plain::expect(computed::value(tl::prelu(x, slope_of_each), at), {7, 1, {-1, -1, -1, 0, 0.5, 1, 2}}, 0);
  BOOST_TEST(computed::value(tl::grad(sum(tl::prelu(x, slope_of_all)), slope_of_all), at)(0) == -3.5);
  plain::expect(computed::value(tl::grad(sum(tl::prelu(x, slope_of_each)), slope_of_each), at),
                {7, 1, {-2, -1, -0.5, 0, 0, 0, 0}}, 0);
  plain::expect(computed::value(tl::grad(sum(tl::prelu(x, slope_of_all)), x), at),
                {7, 1, {0.25, 0.25, 0.25, 0.25, 1, 1, 1}}, 0);
}

BOOST_AUTO_TEST_CASE(glu_gates_the_first_half_by_the_second) {
  constexpr auto both = tl::parameter<"both", 4>;
  static_assert(decltype(tl::glu(both))::shape == tl::extents{2, 1});
  static_assert(std::same_as<decltype(tl::glu(tl::ill_formed{})), tl::ill_formed>);
  computed::point const at{{{both.identifier, {2, -3, 0.5, -1}}}};
  double const p = 1 / (1 + std::exp(-0.5));
  double const q = 1 / (1 + std::exp(1.0));
  plain::expect(computed::value(tl::glu(both), at), {2, 1, {2 * p, -3 * q}}, 1e-15);
  plain::expect(computed::value(tl::grad(sum(tl::glu(both)), both), at),
                {4, 1, {p, q, 2 * p * (1 - p), -3 * q * (1 - q)}}, 1e-15);
}

BOOST_AUTO_TEST_CASE(an_approximation_is_a_function_of_its_own_and_is_differentiated_as_such) {
  double largest = 0;
  for (int i = -500; i <= 500; ++i)
    largest = std::fmax(largest, std::abs(fast_tanh_of(i / 100.0) - std::tanh(i / 100.0)));
  BOOST_TEST((largest > 0.023 && largest < 0.0236));
  constexpr auto exact = tl::grad(sum(tanh(x)), x);
  constexpr auto fast = tl::grad(sum(tl::fast_tanh(x)), x);
  // tanh: 1 − tanh². The formula N/D with N = c(27 + c²), D = 27 + 9c²: (N′D − ND′)/D² within the clamp, 0 outside
  for (double const v : {-4.0, -3.0, -1.0, 0.0, 0.5, 2.0, 3.0, 4.0}) {
    double const d = 27 + 9 * v * v;
    double const formula = std::abs(v) > 3 ? 0 : ((27 + 3 * v * v) * d - v * (27 + v * v) * 18 * v) / (d * d);
    BOOST_TEST(plain::close(at_point(exact, v), 1 - std::tanh(v) * std::tanh(v), 1e-15));
    BOOST_TEST(plain::close(at_point(fast, v), formula, 1e-15));
  }
  BOOST_TEST(std::abs(at_point(exact, 1) - at_point(fast, 1)) > 0.01);
  BOOST_TEST(at_point(fast, 4) == 0);
  BOOST_TEST(at_point(exact, 4) > 0.001);
  BOOST_TEST(in_graph::count(tl::op::tanh, fast) == 0u);
  BOOST_TEST(in_graph::count(tl::op::tanh, exact) == 1u);
}

BOOST_AUTO_TEST_CASE(a_layer_takes_every_activation_by_its_name) {
  using in_graph::same;
  BOOST_TEST((same(activation::selu::apply(x), tl::selu(x)) && same(activation::celu::apply(x), tl::celu(x))));
  BOOST_TEST((same(activation::mish::apply(x), tl::mish(x)) && same(activation::softsign::apply(x), tl::softsign(x))));
  BOOST_TEST(
      (same(activation::gaussian::apply(x), tl::gaussian(x)) && same(activation::relu6::apply(x), tl::relu6(x))));
  BOOST_TEST(same(activation::hard_tanh::apply(x), tl::hard_tanh(x)));
  BOOST_TEST(same(activation::hard_sigmoid::apply(x), tl::hard_sigmoid(x)));
  BOOST_TEST(same(activation::hard_swish::apply(x), tl::hard_swish(x)));
  BOOST_TEST(same(activation::fast_tanh::apply(x), tl::fast_tanh(x)));
}

BOOST_AUTO_TEST_CASE(slope_and_scale_are_the_users) {
  using program = tl::program<double, steep, large_elu>;
  program::workspace memory{};
  program::parameters parameters{};
  parameters[x](0) = -4;
  parameters[x](1) = 4;
  auto const result = program::run(memory, parameters);
  BOOST_TEST(result[steep](0) == -1);
  BOOST_TEST(result[steep](1) == 4);
  BOOST_TEST(result[large_elu](0) == 2 * std::expm1(-4), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(result[large_elu](1) == 4);
}

BOOST_AUTO_TEST_CASE(the_branch_elu_does_not_take_never_overflows) {
  using program = tl::program<double, far, far_slope>;
  program::workspace memory{};
  program::parameters parameters{};
  parameters[x](0) = 30;
  parameters[x](1) = -30;
  auto const result = program::run(memory, parameters);
  BOOST_TEST(result[far](0) == 30000);
  BOOST_TEST(result[far_slope](0) == 1000);
  BOOST_TEST(result[far](1) == -1);
  BOOST_TEST(result[far_slope](1) == 0);
}

BOOST_AUTO_TEST_CASE(softmax_is_an_activation_of_a_whole_layer) {
  using program = tl::program<double, value<activation::softmax>>;
  program::workspace memory{};
  program::parameters parameters{};
  plain::numbers draw;
  plain::matrix const points = plain::fill(parameters[x], draw);
  plain::expect(program::run(memory, parameters)[value<activation::softmax>], plain::softmax(points), 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
