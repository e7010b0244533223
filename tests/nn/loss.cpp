// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/nn/loss.hpp"

#include "../computed.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <limits>

namespace nn_loss_test {

namespace tl = tapeless;
constexpr auto p = tl::parameter<"p", 2>;
constexpr auto y = tl::input<"y", 2>;
constexpr auto squared = tl::mean_squared_error(p, y);
constexpr auto binary = tl::binary_cross_entropy(p, y);
constexpr auto entropy = tl::cross_entropy(p, y);
constexpr auto binary_logits = tl::binary_cross_entropy_with_logits(p, y);
constexpr auto entropy_logits = tl::cross_entropy_with_logits(p, y);
constexpr auto binary_probability_slope = tl::grad(binary, p);
constexpr auto binary_slope = tl::grad(binary_logits, p);
constexpr auto entropy_slope = tl::grad(entropy_logits, p);

/// The value of an expression at p with the truth y.
template <auto const& E>
plain::matrix at(std::array<double, 2> const& prediction, std::array<double, 2> const& truth) {
  using program = tl::program<double, E>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  parameters[p].copy_from(prediction);
  auto const result = program::run(memory, tl::bind(y, truth), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  return plain::of(result[E]);
}
plain::matrix scalar(double value) { return {1, 1, {value}}; }

}  // namespace nn_loss_test

BOOST_AUTO_TEST_SUITE(nn_loss)

using namespace nn_loss_test;

BOOST_AUTO_TEST_CASE(mean_squared_error_is_the_mean_of_squared_differences) {
  plain::expect(at<squared>({3, -1}, {1, 2}), scalar((4.0 + 9.0) / 2), 0);
}

BOOST_AUTO_TEST_CASE(huber_is_a_parabola_within_delta_and_a_line_beyond) {
  computed::point const here{{{p.identifier, {0.5, 3e20}}, {y.identifier, {1, -3e20}}}};
  for (double const delta : {1.0, 2.0}) {
    BOOST_TEST(plain::close(computed::value_in<double>(tl::huber(p, y, delta), here)(0),
                            (0.125 + delta * (6e20 - delta / 2)) / 2, 1e-15));
    BOOST_TEST(plain::close(computed::value_in<float>(tl::huber(p, y, delta), here)(0), delta * 3e20, 1e-6));
    auto const slope = tl::grad(tl::huber(p, y, delta), p);
    plain::expect(computed::value_in<float>(slope, here), {2, 1, {-0.25, delta / 2}}, 0);
    plain::expect(computed::value_in<double>(tl::grad(sum(slope), p), here), {2, 1, {0.5, 0}}, 0);
  }
}
BOOST_AUTO_TEST_CASE(hinge_counts_what_the_margin_lacks) {
  computed::point const here{{{p.identifier, {0.25, -3}}, {y.identifier, {1, -1}}}};
  BOOST_TEST(computed::value_in<double>(tl::hinge(p, y), here)(0) == 0.375);
  plain::expect(computed::value_in<float>(tl::grad(tl::hinge(p, y), p), here), {2, 1, {-0.5, 0}}, 0);
}
BOOST_AUTO_TEST_CASE(cross_entropy_of_probabilities_is_the_weighted_negative_logarithm) {
  plain::expect(at<entropy>({0.25, 0.75}, {0.5, 0.5}), scalar(-0.5 * std::log(0.25) - 0.5 * std::log(0.75)), 1e-15);
  plain::expect(at<entropy>({0, 1}, {0, 1}), scalar(0), 0);  // 0·log 0 = 0
  plain::expect(at<binary>({0.25, 0.75}, {1, 0}), scalar(-std::log(0.25)), 1e-15);
  plain::expect(at<binary>({1, 0}, {1, 0}), scalar(0), 0);
  BOOST_TEST(at<binary>({1e-20, 1}, {0, 1})(0) == 0.5e-20);
  plain::expect(at<binary_probability_slope>({1e-20, 1}, {0, 1}), {2, 1, {0.5, -0.5}}, 0);
}

BOOST_AUTO_TEST_CASE(losses_of_logits_are_those_of_their_probabilities) {
  double const s0 = 1 / (1 + std::exp(-0.5));
  double const s1 = 1 / (1 + std::exp(2.0));
  plain::expect(at<binary_logits>({0.5, -2}, {0.25, 0.75}), at<binary>({s0, s1}, {0.25, 0.75}), 1e-15);
  double const q = 1 / (1 + std::exp(-2.5));
  plain::expect(at<entropy_logits>({0.5, -2}, {0.25, 0.75}), at<entropy>({q, 1 - q}, {0.25, 0.75}), 1e-15);
}

BOOST_AUTO_TEST_CASE(losses_of_logits_are_finite_and_their_gradients_right_where_probabilities_round_to_zero_or_one) {
  plain::expect(at<binary_logits>({800, -800}, {0, 1}), scalar(800), 0);
  plain::expect(at<binary_slope>({800, -800}, {0, 1}), plain::matrix(2, 1, {0.5, -0.5}), 0);
  plain::expect(at<entropy_logits>({800, -800}, {0, 1}), scalar(1600), 0);
  plain::expect(at<entropy_slope>({800, -800}, {0, 1}), plain::matrix(2, 1, {1, -1}), 0);
  // σ(40) rounds to 1: log(1 − σ) would be −∞, and 1 − (1 − e⁻⁴⁰) cancels
  double const loss = at<binary_logits>({40, 40}, {1, 1})(0);
  BOOST_TEST(loss == std::exp(-40.0), boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(an_infinite_logit_costs_nothing_where_it_is_right_and_everything_where_it_is_wrong) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  plain::expect(at<binary_logits>({infinite, -infinite}, {1, 0}), scalar(0), 0);
  plain::expect(at<binary_slope>({infinite, -infinite}, {1, 0}), plain::matrix(2, 1), 0);
  BOOST_TEST(at<binary_logits>({infinite, 0}, {0, 0})(0) == infinite);
  BOOST_TEST(at<binary_logits>({infinite, 0}, {0.5, 0})(0) == infinite);
  plain::expect(at<binary_slope>({infinite, -infinite}, {0, 1}), plain::matrix(2, 1, {0.5, -0.5}), 0);
  // double and float, in the interpreter, to the second order
  auto const in_type = [=]<class T>(T) {
    for (double const sign : {-1.0, 1.0}) {
      computed::point const right{{{p.identifier, {sign * infinite, 0}}, {y.identifier, {(1 + sign) / 2, 0}}}};
      BOOST_TEST(plain::close(computed::value_in<T>(binary_logits, right)(0), std::log(2.0) / 2, 1e-7));
      plain::expect(computed::value_in<T>(binary_slope, right), {2, 1, {0, 0.25}}, 0);
      plain::expect(computed::value_in<T>(tl::grad(tl::sum(binary_slope), p), right), {2, 1, {0, 0.125}}, 0);
    }
  };
  in_type(0.0);
  in_type(0.0F);
  BOOST_TEST(std::isnan(at<binary_logits>({std::nan(""), 0}, {0, 0})(0)));
}

BOOST_AUTO_TEST_SUITE_END()
