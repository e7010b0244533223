// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/activation.hpp"

#include "../plain_matrix.hpp"

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
