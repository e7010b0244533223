// SPDX-License-Identifier: BSL-1.0
// test: alone, optimized with g++, g++ suffices
#include "tapeless/check/gradient.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace check_gradient_test {

namespace tl = tapeless;
using tl::verdict;

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<6, tl::activation::relu>, tl::dense<3, tl::activation::relu>,
                            tl::dense<1, tl::activation::sigmoid>> {};
constexpr auto y = tl::input<"y">;
constexpr auto network_loss = tl::batch_mean(tl::batch<8>(tl::binary_cross_entropy(tl::output<net>, y)));

constexpr auto w = tl::parameter<"w", 3>;
constexpr auto v = tl::parameter<"v", 3>;
constexpr auto length = sum(abs(w));
constexpr auto free_of_v = sum(square(w)) + (sum(v) - sum(v));  // v − v stays: it would be NaN for infinite v

/// Checks one made-up parameter: f and what is claimed to be its derivative, at some points.
template <class F, class D>
tl::parameter_check compared(F const& f, D const& derivative, std::initializer_list<double> points,
                             tl::gradient_check_options const& options = {}) {
  tl::check::comparison c(tl::name("p"), options);
  std::uint32_t row = 0;
  for (double const at : points) c.add(row++, 0, derivative(at), [&](double moved) { return f(at + moved); });
  return c.finish();
}
double cube(double at) { return at * at * at; }
double slope_of_cube(double at) { return 3 * at * at; }
double magnitude(double at) { return std::fabs(at); }
double slope_of_magnitude(double at) { return at > 0 ? 1 : -1; }

}  // namespace check_gradient_test

BOOST_AUTO_TEST_SUITE(check_gradient)

using namespace check_gradient_test;

BOOST_AUTO_TEST_CASE(a_relu_relu_sigmoid_network_with_bce_passes_to_1e_8) {
  static tl::gradient_check<network_loss> check{};
  tl::initialize(check.parameters, tl::initializer::he{}, 11);
  std::array<double, 32> inputs{};
  std::array<double, 8> truths{};
  tl::random::pcg32 generator = tl::random::stream(11, "data");
  for (double& each : inputs) each = tl::random::symmetric<double>(generator);
  for (std::size_t i = 0; i < truths.size(); ++i) truths[i] = i % 2 == 0 ? 1 : 0;
  auto const report = check({.tolerance = 1e-8}, bind(net::input, inputs), bind(y, truths));
  BOOST_TEST(report.size() == 6u);
  for (tl::parameter_check const& each : report) {
    BOOST_TEST(static_cast<int>(each.outcome) == static_cast<int>(verdict::pass), each.leaf.text << " " << each.error);
    BOOST_TEST(each.derived != 0, each.leaf.text);
  }
  BOOST_TEST(tl::all_pass(report));
}

BOOST_AUTO_TEST_CASE(the_parameters_are_as_before_after_a_check) {
  static tl::gradient_check<length> check{};
  check.parameters[w].copy_from(std::array{1.0, -2.0, 0.5});
  BOOST_TEST(tl::all_pass(check({})));
  BOOST_TEST(check.parameters[w][0] == 1.0);
  BOOST_TEST(check.parameters[w][1] == -2.0);
  BOOST_TEST(check.parameters[w][2] == 0.5);
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_zero_fails_unless_it_was_declared) {
  static tl::gradient_check<free_of_v> check{};
  check.parameters[w].copy_from(std::array{1.0, -2.0, 0.5});
  auto const undeclared = check({});
  BOOST_TEST(undeclared.size() == 2u);
  BOOST_TEST(!tl::all_pass(undeclared));
  std::array const zero{tl::name("v")};
  BOOST_TEST(tl::all_pass(check({.expected_zero = zero})));
}

BOOST_AUTO_TEST_CASE(a_point_at_a_kink_is_no_failure_but_no_pass_either) {
  static tl::gradient_check<length> check{};
  check.parameters[w].copy_from(std::array{1.0, 3e-6, 0.5});  // the second is closer to 0 than the step
  auto const report = check({});
  BOOST_TEST(static_cast<int>(report[0].outcome) == static_cast<int>(verdict::kink));
  BOOST_TEST(report[0].row == 1u);
  BOOST_TEST(!tl::all_pass(report));
}

BOOST_AUTO_TEST_CASE(a_wrong_derivative_fails_with_its_place) {
  auto const wrong = [](double at) { return at == 2 ? 11.9 : slope_of_cube(at); };
  tl::parameter_check const c = compared(cube, wrong, {1, 2, 3});
  BOOST_TEST(static_cast<int>(c.outcome) == static_cast<int>(verdict::fail));
  BOOST_TEST(c.row == 1u);
  BOOST_TEST(c.derived == 11.9);
  BOOST_TEST(std::fabs(c.numeric - 12) < 1e-6);
  BOOST_TEST(std::fabs(c.error - 0.1 / 27) < 1e-6);
  BOOST_TEST(static_cast<int>(compared(cube, slope_of_cube, {1, 2, 3}).outcome) == static_cast<int>(verdict::pass));
}

BOOST_AUTO_TEST_CASE(a_kink_does_not_hide_a_wrong_derivative_elsewhere) {
  auto const wrong = [](double at) { return at == 2 ? 1.5 : slope_of_magnitude(at); };
  tl::parameter_check const c = compared(magnitude, wrong, {1, 3e-6, 2});
  BOOST_TEST(static_cast<int>(c.outcome) == static_cast<int>(verdict::fail));
  BOOST_TEST(c.row == 2u);
}

BOOST_AUTO_TEST_CASE(a_nan_fails_wherever_it_stands) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (double const place : {1.0, 2.0, 3.0}) {
    auto const broken = [&](double at) { return at == place ? nan : slope_of_cube(at); };
    BOOST_TEST(static_cast<int>(compared(cube, broken, {1, 2, 3}).outcome) == static_cast<int>(verdict::fail));
  }
}

BOOST_AUTO_TEST_SUITE_END()
