// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/nn/running_standardization.hpp"

#include <tapeless/tapeless.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace {
namespace nn_running_standardization_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>, tl::normalization::running_standardization, tl::dense<2>> {};
template <class T, std::uint32_t Batch>
using trainer = tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, Batch, T>;

/// Three features of very different scales, far from 0.
template <class T>
std::vector<T> data(std::size_t samples, double offset) {
  std::vector<T> made(3 * samples);
  for (std::size_t i = 0; i < samples; ++i) {
    double const n = static_cast<double>(i + 1);
    made[3 * i] = static_cast<T>(offset + std::sin(2.1 * n));
    made[3 * i + 1] = static_cast<T>(1e-3 * std::cos(1.3 * n));
    made[3 * i + 2] = static_cast<T>(-40 + 25 * std::sin(0.7 * n * n));
  }
  return made;
}
struct moments {
  double mean, variance;
};
template <class T>
moments of_column(std::vector<T> const& samples, std::size_t column, std::size_t count) {
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < count; ++i) mean += static_cast<double>(samples[3 * i + column]);
  mean /= static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i) squares += std::pow(static_cast<double>(samples[3 * i + column]) - mean, 2);
  return {mean, squares / static_cast<double>(count)};
}

template <class T, std::uint32_t Batch>
void knows_mean_and_variance_of_all(double offset, double tolerance) {
  trainer<T, Batch> t{};
  t.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(static_cast<bool>(t.set(tl::optimizer::learning_rate, T(0.01))));
  std::vector<T> const samples = data<T>(200, offset);
  std::vector<T> const truths(400, T(0.5));
  std::size_t seen = 0;
  for (std::size_t step = 0; seen + Batch <= 200; ++step) {
    std::size_t const count = step % 2 == 0 ? Batch : (Batch + 1) / 2;  // full batches and others
    BOOST_TEST_REQUIRE(static_cast<bool>(
        t.step(std::span(samples).subspan(3 * seen, 3 * count), std::span(truths).subspan(2 * seen, 2 * count))));
    seen += count;
  }
  auto const mean = t.state().template at<"net.0.running_mean">();
  auto const variance = t.state().template at<"net.0.running_var">();
  BOOST_TEST(t.state().template at<"net.0.count">()(0) == static_cast<T>(seen));
  auto const standardized = [&] {
    std::array<double, 3> found{};
    for (std::uint32_t row = 0; row < 3; ++row)
      found[row] = (static_cast<double>(samples[row]) - static_cast<double>(mean(row))) /
                   std::sqrt(static_cast<double>(variance(row)) + 1e-5);
    return found;
  }();
  for (std::uint32_t row = 0; row < 3; ++row) {
    moments const expected = of_column(samples, row, seen);
    BOOST_TEST(std::abs(static_cast<double>(mean(row)) - expected.mean) <=
               tolerance * (std::abs(expected.mean) + std::sqrt(expected.variance)));
    BOOST_TEST(std::abs(static_cast<double>(variance(row)) / expected.variance - 1) <= 100 * tolerance);
  }
  // a prediction standardizes by what was gathered, and gathers nothing
  auto const answer = t.predict(std::span<T const, 3>(samples.data(), 3));
  auto const weight = t.parameters().template at<"net.1.weight">();
  for (std::uint32_t i = 0; i < 2; ++i) {
    double expected = static_cast<double>(t.parameters().template at<"net.1.bias">()(i));
    for (std::uint32_t j = 0; j < 3; ++j) expected += static_cast<double>(weight(i, j)) * standardized[j];
    BOOST_TEST(std::abs(static_cast<double>(answer(i)) - expected) <= 1e4 * tolerance);
  }
  BOOST_TEST(t.state().template at<"net.0.count">()(0) == static_cast<T>(seen));
}

struct short_memory : tl::normalization::running_standardization_defaults {
  static constexpr double window = 4;
};
struct forgetful
    : tl::sequential<tl::in<"x", 1>, tl::normalization::running_standardization_with<short_memory>, tl::dense<1>> {};

constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 2, 2>;
struct behind_weights {
  static constexpr auto value =
      tl::normalization::running_standardization::apply(W * x, tl::layer_scope{tl::name("s")});
};
constexpr auto output = tl::batch_mean(tl::batch<1>(tl::training(tl::sum(behind_weights::value))));
constexpr auto gradient = tl::grad(output, W);

}  // namespace nn_running_standardization_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_running_standardization)

using namespace nn_running_standardization_test;

BOOST_AUTO_TEST_CASE(mean_and_variance_are_those_of_all_samples_of_all_steps) {
  knows_mean_and_variance_of_all<double, 1>(100, 1e-13);
  knows_mean_and_variance_of_all<double, 5>(1e6, 1e-12);
  knows_mean_and_variance_of_all<float, 4>(1000, 3e-6);  // whose squares have no digit left for the variance
}

BOOST_AUTO_TEST_CASE(behind_the_window_old_samples_fade) {
  tl::network_trainer<forgetful, tl::objective::mean_squared_error, tl::optimizer::sgd, 1, double> t{};
  t.initialize(tl::initializer::glorot{}, 1);
  double mean = 0;
  for (int i = 0; i < 7; ++i) {
    double const sample = i * i;
    mean += (sample - mean) / (i < 4 ? i + 1 : 4);
    BOOST_TEST(static_cast<bool>(t.step(std::array{sample}, std::array{1.0})));
  }
  BOOST_TEST(t.state().at<"net.0.running_mean">()(0) == mean, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(t.state().at<"net.0.count">()(0) == 4);
}

BOOST_AUTO_TEST_CASE(derivatives_take_mean_and_variance_for_constants) {
  using program = tl::program<double, gradient>;
  program::workspace memory{};
  program::parameters parameters{};
  program::state state{};
  tl::initialize(state);
  parameters[W].copy_from(std::array{1.0, 2.0, -1.0, 0.5});
  state.at<"s.running_mean">().copy_from(std::array{0.5, -1.0});
  state.at<"s.running_var">().copy_from(std::array{2.0, 3.0});
  state.at<"s.count">()(0) = 3;
  std::array const sample{0.25, -0.5};
  std::array const of_old{0.5, -1.0}, variance_of_old{2.0, 3.0};
  auto const run = program::run(memory, bind(x, sample), parameters, state);
  BOOST_TEST_REQUIRE(static_cast<bool>(run));
  for (std::uint32_t i = 0; i < 2; ++i) {
    double const h = parameters[W](i, 0) * sample[0] + parameters[W](i, 1) * sample[1];
    double const distance = (i == 0 ? -0.75 : -0.5) - of_old[i];
    BOOST_TEST(h == (i == 0 ? -0.75 : -0.5));
    double const variance = 0.75 * (variance_of_old[i] + distance * distance / 4);
    for (std::uint32_t j = 0; j < 2; ++j) {
      double const expected = sample[j] / std::sqrt(variance + 1e-5);
      BOOST_TEST(run[gradient](i, j) == expected, boost::test_tools::tolerance(1e-13));
      BOOST_TEST(expected != 0);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
