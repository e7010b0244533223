// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/nn/sample_weight.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace {
namespace nn_sample_weight_test {

namespace tl = tapeless;
constexpr auto z = tl::parameter<"z", 3>;
constexpr auto scale = tl::input<"scale">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto w = tl::input<"w">;
constexpr auto third = tl::scalar<"third">;
constexpr auto vector = tl::parameter<"vector", 3>;
constexpr auto samples = tl::batch<4>(tl::cross_entropy_with_logits(scale * z, y));

template <tl::expression W>
constexpr auto weighted(W const& weight) {
  return tl::weighted_batch_mean(samples, tl::batch<4>(weight));
}
constexpr auto by_numbers = weighted(tl::class_weight(y, 1, 2, 5));
constexpr auto by_scalar = weighted(tl::class_weight(y, 1, 2, third));
constexpr auto by_vector = weighted(tl::class_weight(y, vector));
constexpr auto by_mixture = weighted(tl::class_weight(1 * y, 1, 2, 5));
constexpr auto by_sample = weighted(w);
constexpr auto by_both = weighted(w * tl::class_weight(y, 1, 2, 5));
constexpr auto plain_mean = tl::batch_mean(samples);
constexpr auto slope = tl::grad(by_numbers, z);
constexpr auto slope_by_sample = tl::grad(by_sample, z);

template <class T>
struct run_of {
  using program = tl::program<T, by_numbers, by_scalar, by_vector, by_mixture, by_sample, by_both, plain_mean, slope,
                              slope_by_sample>;
  typename program::workspace memory{};
  typename program::parameters parameters{};

  auto with(std::span<T const> scales, std::span<int const> classes, std::span<T const> weights) {
    plain::set(parameters[z], {3, 1, {0.5, -1.25, 2}});
    plain::set(parameters[vector], {3, 1, {1, 2, 5}});
    auto const result = program::run(memory, tl::bind(scale, scales), tl::bind(y, classes), tl::bind(w, weights),
                                     tl::bind(third, T{5}), parameters);
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    return result;
  }
};

/// Class weights 1, 2, 5 for logits z, 2z, −z of the classes 1, 0, 2, by libtorch 1.13:
/// cross_entropy(stack({z, 2 * z, -z}), {1, 0, 2}, weight({1, 2, 5})), and its gradient by z.
constexpr double expected = 3.4036103384646257;
plain::matrix const expected_slope(3, 1, {-0.28352608257588613, -0.75740424065087275, 1.0409303232267588});

template <class T>
void weights_of_classes(double tolerance) {
  static constexpr std::array<T, 3> scales{1, 2, -1}, weights{2, 1, 5};  // of the classes 1, 0, 2
  static constexpr std::array classes{1, 0, 2};
  run_of<T> run;
  auto const result = run.with(scales, classes, weights);
  auto const is_expected = [&](auto found) {
    BOOST_TEST(plain::close(static_cast<double>(found), expected, tolerance));
  };
  is_expected(result[by_numbers]);
  is_expected(result[by_scalar]);
  is_expected(result[by_vector]);
  is_expected(result[by_mixture]);
  is_expected(result[by_sample]);
  plain::expect(result[slope], expected_slope, tolerance);
  plain::expect(result[slope_by_sample], expected_slope, tolerance);
}

}  // namespace nn_sample_weight_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_sample_weight)

using namespace nn_sample_weight_test;

BOOST_AUTO_TEST_CASE(class_weights_are_those_of_libtorch_however_they_are_given) {
  weights_of_classes<double>(1e-12);
  weights_of_classes<float>(1e-5);
}

BOOST_AUTO_TEST_CASE(a_weight_of_two_is_the_sample_twice_and_one_of_zero_none) {
  run_of<double> run;
  auto const weighted_value = [&](std::span<double const> scales, std::span<int const> classes,
                                  std::span<double const> weights) -> double {
    return run.with(scales, classes, weights)[by_sample];
  };
  double const twice = run.with(std::array{1.0, 2.0, 2.0}, std::array{1, 0, 0}, std::array{1.0, 1.0, 1.0})[plain_mean];
  BOOST_TEST(plain::close(weighted_value(std::array{1.0, 2.0}, std::array{1, 0}, std::array{1.0, 2.0}), twice, 1e-15));
  BOOST_TEST(plain::close(weighted_value(std::array{1.0, 2.0, 9.0}, std::array{1, 0, 2}, std::array{0.5, 1.0, 0.0}),
                          twice, 1e-15));
  BOOST_TEST(std::isnan(weighted_value(std::array{1.0}, std::array{1}, std::array{0.0})));
}

BOOST_AUTO_TEST_CASE(weights_of_samples_and_classes_are_multiplied) {
  run_of<double> run;
  double const both = run.with(std::array{1.0, 2.0}, std::array{1, 0}, std::array{3.0, 4.0})[by_both];
  double const one = run.with(std::array{1.0, 2.0}, std::array{1, 0}, std::array{6.0, 4.0})[by_sample];
  BOOST_TEST(plain::close(both, one, 1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
