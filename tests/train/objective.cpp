// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/objective.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace train_objective_test {

namespace tl = tapeless;
constexpr auto z = tl::parameter<"z", 3>;

template <class Objective>
constexpr auto truth = Objective::template truth<z.shape>;
template <class Objective>
constexpr auto loss = Objective::loss(z, truth<Objective>);
template <class Objective>
constexpr auto slope = tl::grad(loss<Objective>, z);
template <class Objective>
constexpr auto prediction = Objective::prediction(z);

plain::matrix const logits(3, 1, {0.5, -1.25, 2});
constexpr std::array<double, 3> targets{1, 0, 0.25};

template <class Objective, class Truth>
void expect_objective(Truth const& bound, double expected_loss, plain::matrix const& expected_slope,
                      plain::matrix const& expected_prediction) {
  using program = tl::program<double, loss<Objective>, slope<Objective>, prediction<Objective>>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::set(parameters[z], logits);
  auto const result = program::run(memory, tl::bind(truth<Objective>, bound), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  BOOST_TEST(static_cast<double>(result[loss<Objective>]) == expected_loss, boost::test_tools::tolerance(1e-13));
  plain::expect(result[slope<Objective>], expected_slope, 1e-14);
  plain::expect(result[prediction<Objective>], expected_prediction, 1e-14);
}

}  // namespace train_objective_test

BOOST_AUTO_TEST_SUITE(train_objective)

using namespace train_objective_test;

BOOST_AUTO_TEST_CASE(softmax_cross_entropy_pulls_towards_the_class) {
  plain::matrix const p = plain::softmax(logits);
  expect_objective<tl::objective::softmax_cross_entropy>(std::array{1}, -std::log(p(1)), p - plain::one_hot(3, 1), p);
}

BOOST_AUTO_TEST_CASE(binary_cross_entropy_is_the_mean_over_independent_answers) {
  plain::matrix const p = plain::map(logits, [](double v) { return 1 / (1 + std::exp(-v)); });
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i)
    expected -= (targets[i] * std::log(p(i)) + (1 - targets[i]) * std::log(1 - p(i))) / 3;
  expect_objective<tl::objective::binary_cross_entropy>(targets, expected,
                                                        (1.0 / 3) * (p - plain::sample(targets.data(), 3, 0)), p);
}

BOOST_AUTO_TEST_CASE(mean_squared_error_is_the_mean_over_the_outputs) {
  plain::matrix const error = logits - plain::sample(targets.data(), 3, 0);
  expect_objective<tl::objective::mean_squared_error>(targets, plain::sum(plain::hadamard(error, error)) / 3,
                                                      (2.0 / 3) * error, logits);
}

// what each lacks is said where it is used, in tests/fail
template <tl::extents Output>
constexpr auto target = tl::input<"target", Output.rows>;
struct complete {
  template <tl::extents Output>
  static constexpr auto truth = target<Output>;
  template <class Z, class Y>
  static constexpr auto loss(Z const& output, Y const& y) {
    return tl::sum(square(output - y));
  }
  template <class Z>
  static constexpr auto prediction(Z const& output) {
    return output;
  }
};
struct of_one_truth : complete {
  static constexpr auto truth = target<tl::extents{3, 1}>;
};
struct of_a_parameter : complete {
  template <tl::extents Output>
  static constexpr auto truth = z;
};
struct of_rows : complete {
  template <std::uint32_t Rows>
  static constexpr auto truth = tl::input<"target", Rows>;
};
struct of_a_vector : complete {
  template <class Z, class Y>
  static constexpr auto loss(Z const& output, Y const& y) {
    return square(output - y);
  }
};
struct of_numbers : complete {
  static constexpr float loss(float output, float y) { return output - y; }
};
struct not_static : complete {
  template <class Z, class Y>
  constexpr auto loss(Z const& output, Y const& y) const {
    return tl::sum(square(output - y));
  }
};
struct not_constant : complete {
  template <class Z, class Y>
  static auto loss(Z const& output, Y const& y) {
    return tl::sum(square(output - y));
  }
};
struct predicting_from_two : complete {
  template <class Z, class Y>
  static constexpr auto prediction(Z const& output, Y const&) {
    return output;
  }
};
struct predicting_nothing : complete {
  template <class Z>
  static constexpr void prediction(Z const&) {}
};

BOOST_AUTO_TEST_CASE(an_objective_has_a_truth_a_scalar_loss_and_a_prediction) {
  using output = std::remove_const_t<decltype(z)>;
  using tl::train::objective;
  static_assert(objective<complete, output> && objective<tl::objective::softmax_cross_entropy, output>);
  static_assert(!objective<of_one_truth, output> && !objective<of_a_parameter, output> && !objective<of_rows, output>);
  static_assert(!objective<of_a_vector, output> && !objective<of_numbers, output> && !objective<not_static, output>);
  static_assert(!objective<not_constant, output> && !objective<predicting_from_two, output>);
  static_assert(!objective<predicting_nothing, output> && !objective<int, output>);
}

BOOST_AUTO_TEST_SUITE_END()
