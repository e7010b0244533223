// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
#include "tapeless/nn/activation.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <limits>

namespace nn_activation_test {

namespace tl = tapeless;
constexpr auto x = tl::parameter<"x", 7>;

template <class Activation>
constexpr auto value = Activation::apply(x);
template <class Activation>
constexpr auto slope = tl::grad(sum(value<Activation>), x);

/// Value and derivative at points on both sides of 0, against the formula and its central difference.
template <class Activation, class F>
void expect_function(F const& f, bool rises = false) {
  using program = tl::program<double, value<Activation>, slope<Activation>>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::matrix const points(7, 1, {-30, -3, -0.5, 0.25, 1, 4, 30});
  plain::set(parameters[x], points);
  auto const result = program::run(memory, parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  plain::expect(result[value<Activation>], plain::map(points, f), 1e-13);
  double const h = 1e-5;
  plain::expect(result[slope<Activation>],
                plain::map(points, [&](double at) { return (f(at + h) - f(at - h)) / (2 * h); }), 1e-9);
  if (!rises) return;
  constexpr double infinite = std::numeric_limits<double>::infinity();
  plain::set(parameters[x], plain::matrix(7, 1, {-infinite, -1e300, -1e150, 1e150, 1e300, infinite, 0}));
  auto const far = program::run(memory, parameters);
  plain::expect(far[slope<Activation>], {7, 1, {0, 0, 0, 1, 1, 1, 0.5}}, 0);
  for (std::uint32_t i = 0; i < 7; ++i) BOOST_TEST(far[value<Activation>](i) == (i < 3 ? 0.0 : parameters[x](i)));
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

/// f, f′ and f″ at one number, in T.
template <class T, class F>
std::array<double, 3> derivatives_at(F const& f, double at) {
  constexpr auto u = tl::scalar<"u">;
  auto const slope = tl::grad(f(u), u);
  computed::point const here{{{u.identifier, {at}}}};
  return {computed::value_in<T>(f(u), here)(0), computed::value_in<T>(slope, here)(0),
          computed::value_in<T>(tl::grad(slope, u), here)(0)};
}
/// Numbers within `relative` of each other; zeros, infinities and NaN are equal.
bool agree(double found, double expected, double relative) {
  if (expected == 0 || std::isinf(expected) || std::isnan(expected))
    return found == expected || (std::isnan(found) && std::isnan(expected));
  return std::abs(found - expected) <= relative * std::abs(expected);
}
/// f, f′, f″ with the relative accuracy of a number of their own where they are small: in double, and in float.
template <class F>
void expect_tail(F const& f, double at, std::array<double, 3> const& expected) {
  auto const in_double = derivatives_at<double>(f, at);
  auto const in_float = derivatives_at<float>(f, at);
  for (std::size_t order = 0; order < 3; ++order) {
    BOOST_TEST(agree(in_double[order], expected[order], 1e-13), at << ": " << in_double[order]);
    BOOST_TEST(agree(in_float[order], expected[order], 3e-6), at << ": " << in_float[order]);
  }
}
/// 0 and x far below and far above 0, with the slopes 0 and 1 and no curvature: at the ends of T, and at ±∞.
template <class T, class F>
void expect_limits(F const& f, double bends_within) {
  double const huge = static_cast<double>(std::numeric_limits<T>::max());
  for (double const v : {bends_within, 1000.0, 1e14, 2e19, 1e30, huge, std::numeric_limits<double>::infinity()}) {
    auto const above = derivatives_at<T>(f, v);
    BOOST_TEST((above[0] == static_cast<double>(static_cast<T>(v)) && above[1] == 1 && above[2] == 0), v);
    auto const below = derivatives_at<T>(f, -v);
    BOOST_TEST((below[0] == 0 && below[1] == 0 && below[2] == 0), -v);
  }
  BOOST_TEST(std::isnan(derivatives_at<T>(f, std::numeric_limits<double>::quiet_NaN())[0]));
}
template <class F>
void expect_limits_of(F const& f) {
  expect_limits<double>(f, 800);
  expect_limits<float>(f, 150);
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
  expect_function<activation::gelu>([](double v) { return v * std::erfc(-v / std::sqrt(2.0)) / 2; }, true);
  expect_function<activation::gelu_tanh>(
      [](double v) { return v / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v))); },
      true);
  expect_function<activation::silu>([](double v) { return v / (1 + std::exp(-v)); }, true);
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

// expected: mpmath, 40 digits
BOOST_AUTO_TEST_CASE(where_an_activation_is_tiny_it_and_its_derivatives_have_their_own_accuracy) {
  auto const gelu = [](auto const& u) { return tl::gelu(u); };
  expect_tail(gelu, -10, {-7.6198530241605261e-23, -7.6184000964648141e-22, -7.540706654172291e-21});
  expect_tail(gelu, -5.5, {-1.0444259356238246e-7, -5.7334723987399248e-7, -3.0424572120184756e-6});
  expect_tail(gelu, -3, {-0.0040496940948902836, -0.011945647204183927, -0.03102293888356605});
  auto const gelu_tanh = [](auto const& u) { return tl::gelu_tanh(u); };
  expect_tail(gelu_tanh, -8, {-3.1077829375011112e-21, -4.7147845041068416e-20, -7.0458213960972919e-19});
  expect_tail(gelu_tanh, -5.5, {-5.927640263880262e-9, -4.6765528108074153e-8, -3.5479815824881379e-7});
  expect_tail(gelu_tanh, -2, {-0.045402305912224981, -0.086099256623618382, -0.10787507995107845});
  auto const silu = [](auto const& u) { return tl::silu(u); };
  expect_tail(silu, -60, {-5.2539064576179122e-25, -5.166341349990947e-25, -5.0787762423639818e-25});
  expect_tail(silu, -3, {-0.14227761953270034, -0.088104106015169617, -0.032321404521006171});
  auto const mish = [](auto const& u) { return tl::mish(u); };
  expect_tail(mish, -60, {-5.2539064576179122e-25, -5.166341349990947e-25, -5.0787762423639818e-25});
  expect_tail(mish, -3, {-0.14564746127562459, -0.093393114532320836, -0.03992871324212925});
  auto const gaussian = [](auto const& u) { return tl::gaussian(u); };
  expect_tail(gaussian, -7, {5.2428856633634639e-22, 7.3400399287088495e-21, 1.017119818692512e-19});
  expect_tail(gaussian, 0.5, {0.77880078307140487, -0.77880078307140487, -0.77880078307140487});
}

BOOST_AUTO_TEST_CASE(the_slope_of_softsign_does_not_cancel) {
  auto const softsign = [](auto const& u) { return tl::softsign(u); };
  expect_tail(softsign, -1e4, {-0.9999000099990001, 9.998000299960005e-9, 1.999400119980003e-12});
  expect_tail(softsign, -0.5, {-1.0 / 3, 4.0 / 9, 16.0 / 27});
  expect_tail(softsign, 1e10, {0.9999999999, 9.999999998e-21, -1.9999999994e-30});
  expect_tail(softsign, 1, {0.5, 0.25, -0.25});
  expect_tail(softsign, 0, {0, 1, 0});
  for (double const v : {1e200, std::numeric_limits<double>::infinity()})
    BOOST_TEST((derivatives_at<double>(softsign, -v) == std::array<double, 3>{-1, 0, 0}), v);
  BOOST_TEST(std::isnan(derivatives_at<double>(softsign, std::numeric_limits<double>::quiet_NaN())[0]));
}

BOOST_AUTO_TEST_CASE(far_from_zero_an_activation_is_its_limit_to_the_second_order) {
  expect_limits_of([](auto const& u) { return tl::gelu(u); });
  expect_limits_of([](auto const& u) { return tl::gelu_tanh(u); });
  expect_limits_of([](auto const& u) { return tl::silu(u); });
  expect_limits_of([](auto const& u) { return tl::mish(u); });
  expect_limits_of([](auto const& u) { return tl::hard_swish(u); });
  auto const gaussian = [](auto const& u) { return tl::gaussian(u); };
  for (double const v : {-40.0, 1e14, -2e19, 1e38, std::numeric_limits<double>::infinity()}) {
    BOOST_TEST((derivatives_at<float>(gaussian, v) == std::array<double, 3>{}), v);
    BOOST_TEST((derivatives_at<double>(gaussian, v) == std::array<double, 3>{}), v);
  }
}

BOOST_AUTO_TEST_CASE(slopes_in_float_are_as_near_as_the_document_says) {
  constexpr auto u = tl::parameter<"u", 2000>;
  computed::point points{{{u.identifier, std::vector<double>(2000)}}};
  for (std::size_t i = 0; i < 2000; ++i)
    points.given[0].rows[i] = static_cast<double>(static_cast<float>(-16 + 0.016 * static_cast<double>(i)));
  auto const check = [&](auto const& f, double most) {
    auto const slope = tl::grad(sum(f), u);
    plain::matrix const in_float = computed::value_in<float>(slope, points);
    plain::matrix const in_double = computed::value_in<double>(slope, points);
    double largest = 0;
    for (std::size_t i = 0; i < 2000; ++i) largest = std::fmax(largest, std::abs(in_float(i) - in_double(i)));
    BOOST_TEST(largest <= most * 0x1p-23, largest / 0x1p-23);
    BOOST_TEST(largest > 0);
  };
  check(tl::gelu(u), 2);
  check(tl::gelu_tanh(u), 10);
  check(tl::silu(u), 5);
  check(tl::mish(u), 15);
  check(tl::softsign(u), 1);
  check(tl::gaussian(u), 2);
}

BOOST_AUTO_TEST_CASE(at_their_kinks_activations_have_the_documented_derivative) {
  BOOST_TEST(at_point(tl::grad(sum(tl::relu6(x)), x), 0) == 0);
  BOOST_TEST(at_point(tl::grad(sum(tl::relu6(x)), x), 6) == 0);
  BOOST_TEST(at_point(tl::grad(sum(tl::hard_tanh(x)), x), 1) == 0);
  BOOST_TEST(at_point(tl::grad(sum(tl::hard_tanh(x)), x), -1) == 0);
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
